"""What comes next in a deal, in words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    EXAMINE = "examine", _("Look through the documents and start due diligence")
    NEGOTIATE = "negotiate", _("Propose terms")
    COMPLETE_TERMS = "complete_terms", _("Complete the terms")
    ACCEPT_TERMS = "accept_terms", _("Accept the terms, or change them")
    CLEAR = "clear", _("End the public notice when its days are over")
    DRAFT = "draft", _("Generate the contract draft")
    ISSUE = "issue", _("Read the draft and send it for signature")
    SIGN = "sign", _("Sign the contract")
    REPORT_TRIAL = "report_trial", _("Say whether the trial worked")
    DESTROY = "destroy", _("Destroy all material and confirm it")
    DELIVER = "deliver", _("Deliver the next milestone")
    JUDGE = "judge", _("Accept the milestone, or return it")
    PAY = "pay", _("Make the payment that is due")
    CONFIRM = "confirm", _("Confirm that the payment arrived")
    ACCEPT_WORK = "accept_work", _("Accept the work as a whole")
    PRODUCE = "produce", _("Say when production begins")
    REPORT = "report", _("Report for the next royalty, or close the deal")
    SETTLE = "settle", _("Settle the dispute")
