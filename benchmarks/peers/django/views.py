"""The calls."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from benchmarks.peers.answers import Refusal, next_link, outcomes
from benchmarks.peers.django import queries, telling
from benchmarks.peers.django.serializers import (
    EnrolledCourseSerializer,
    EnrolledStudentSerializer,
    EnrollSerializer,
)


class DeskView(APIView):
    """A view whose refusals are answers."""

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, Refusal):
            return Response(exc.document, status=exc.status)
        return super().handle_exception(exc)


class StudentCoursesView(DeskView):
    def get(self, _request: Request, student_id: int) -> Response:
        rows = queries.list_student_courses(student_id)
        for row in rows:
            row.course.enrollment = row
        courses = [row.course for row in rows]
        return Response(EnrolledCourseSerializer(courses, many=True).data)

    def post(self, request: Request, student_id: int) -> Response:
        body = EnrollSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        return Response(outcomes(queries.enroll(student_id, body.validated_data["course_ids"])))


class EnrollmentView(DeskView):
    def delete(self, _request: Request, student_id: int, course_id: int) -> Response:
        return Response(outcomes({course_id: queries.drop(student_id, course_id)}))


class RosterView(DeskView):
    def get(self, request: Request, course_id: int) -> Response:
        limit = int(request.query_params.get("limit", 50))
        after = int(request.query_params.get("after", 0))
        rows = queries.list_course_students(course_id, limit, after)
        shown = rows[:limit]
        for row in shown:
            row.student.enrollment = row
        students = EnrolledStudentSerializer([row.student for row in shown], many=True)
        return Response(students.data, headers=_link(request, limit, rows))


class BenchView(DeskView):
    def get(self, _request: Request) -> Response:
        return Response(telling.tell())


def _link(request: Request, limit: int, rows: list[Any]) -> dict[str, str] | None:
    if len(rows) <= limit:
        return None
    return {"Link": next_link(request.path, limit, rows[limit - 1].student_id)}
