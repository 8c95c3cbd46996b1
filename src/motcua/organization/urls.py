"""Addresses of the organization room; the names of the sign-in pages are those that the sign-in library asks for."""

from django.urls import path

from motcua.organization.views import account, administration, sign_in

urlpatterns = [
    path("dang-nhap/", sign_in.sign_in, name="account_login"),
    path("dang-nhap/hai-buoc/", sign_in.second_factor, name="mfa_authenticate"),
    path("dang-nhap/ngung-hoat-dong/", sign_in.inactive, name="account_inactive"),
    path("dang-xuat/", sign_in.sign_out, name="account_logout"),
    path("tai-khoan/", account.overview, name="account"),
    path("tai-khoan/", account.overview, name="mfa_index"),
    path("tai-khoan/mat-khau/", account.change_password, name="account_change_password"),
    path("tai-khoan/xac-nhan/", sign_in.confirm_password, name="account_reauthenticate"),
    path("tai-khoan/xac-nhan-ma/", sign_in.confirm_code, name="mfa_reauthenticate"),
    path("tai-khoan/hai-buoc/bat/", account.turn_on, name="mfa_activate_totp"),
    path("tai-khoan/hai-buoc/tat/", account.turn_off, name="mfa_deactivate_totp"),
    path("tai-khoan/ma-du-phong/", account.codes, name="mfa_view_recovery_codes"),
    path("tai-khoan/ma-du-phong/moi/", account.new_codes, name="mfa_generate_recovery_codes"),
    path("tai-khoan/vang-mat/", account.record_absence, name="record_absence"),
    path("tai-khoan/vang-mat/<int:absence_id>/ket-thuc/", account.end_absence, name="end_absence"),
    path("tai-khoan/ma-truy-cap/<int:token_id>/thu-hoi/", account.revoke_token, name="revoke_token"),
    path("quan-tri/tai-khoan/", administration.users, name="user_accounts"),
    path("quan-tri/tai-khoan/moi/", administration.new_user, name="new_user_account"),
    path("quan-tri/tai-khoan/<int:user_id>/", administration.user, name="user_account"),
    path("quan-tri/tai-khoan/<int:user_id>/mat-khau/", administration.new_password, name="reset_user_password"),
    path("quan-tri/tai-khoan/<int:user_id>/ngung/", administration.deactivate, name="deactivate_user"),
    path("quan-tri/tai-khoan/<int:user_id>/mo-lai/", administration.reactivate, name="reactivate_user"),
    path("quan-tri/tai-khoan/<int:user_id>/tat-hai-buoc/", administration.remove_second_factor, name="remove_second_factor"),
    path("quan-tri/tai-khoan/<int:user_id>/vai-tro/<int:holding_id>/thu/", administration.end_role, name="end_role"),
]
