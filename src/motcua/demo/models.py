"""The mark that a database holds a demonstration: nothing else may be wiped or simulated on."""

from django.db import models


class Demonstration(models.Model):
    wish = models.JSONField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    made = models.JSONField(default=dict)
