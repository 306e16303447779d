"""The paths."""

from django.urls import path

from benchmarks.peers.django import views

urlpatterns = [
    path("students/<int:student_id>/courses", views.StudentCoursesView.as_view()),
    path("students/<int:student_id>/courses/<int:course_id>", views.EnrollmentView.as_view()),
    path("courses/<int:course_id>/students", views.RosterView.as_view()),
    path("_bench", views.BenchView.as_view()),
]
