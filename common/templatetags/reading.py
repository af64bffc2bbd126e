"""Filters that write for readers of two languages."""

from django import template

from common.language import listed

register = template.Library()
register.filter("listed", listed)
