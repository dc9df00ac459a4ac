"""Forms half filled in: what stands in them is kept within the town file and comes back.

How a form is laid out: `ui/form_dialog.py`. Where it is kept: `store/open_forms.py`.
"""
