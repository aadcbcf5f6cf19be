"""Record types (`models.records`), legal references (`models.legal`) and national forms (`models.forms`)."""
