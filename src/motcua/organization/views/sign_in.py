"""Signing in and out: the library's flows under our addresses and in our words."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa

sign_in = account.LoginView.as_view(template_name="organization/sign_in/sign_in.html")
sign_out = account.LogoutView.as_view(template_name="organization/sign_in/sign_out.html")
inactive = account.AccountInactiveView.as_view(template_name="organization/sign_in/inactive.html")
second_factor = mfa.AuthenticateView.as_view(template_name="organization/sign_in/second_factor.html")
confirm_password = account.ReauthenticateView.as_view(template_name="organization/sign_in/confirm.html")
confirm_code = mfa.ReauthenticateView.as_view(template_name="organization/sign_in/confirm.html")
