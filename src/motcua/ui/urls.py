from django.urls import path
from django.views.i18n import set_language

from motcua.ui import views

urlpatterns = [
    path("ngon-ngu/", set_language, name="set_language"),
    path("tro-nang/", views.accessibility, name="accessibility"),
    path("du-lieu-cua-ban/", views.your_data, name="your_data"),
    path("huong-dan-giao-dien/", views.component_sheet, name="component_sheet"),
    path("song", views.live, name="live"),
    path("san-sang", views.ready, name="ready"),
]
