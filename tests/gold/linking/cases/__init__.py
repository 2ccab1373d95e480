"""The gold cases of linking: small media worlds with their claims, origins, drift and oppositions."""
