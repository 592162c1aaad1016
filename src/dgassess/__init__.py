"""dgassess: assess digital-government maturity from indicator systems and questionnaires in YAML."""

__version__ = "0.1.0"
