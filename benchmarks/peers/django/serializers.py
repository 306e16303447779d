"""The documents, and the body of an enrollment."""

from rest_framework import serializers

from benchmarks.peers.django.models import Course, Student, StudentCourse


class EnrollSerializer(serializers.Serializer):
    course_ids = serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=1)


class EnrollmentSerializer(serializers.ModelSerializer):
    position = serializers.IntegerField(default=None, read_only=True)
    created_at = serializers.CharField()
    updated_at = serializers.CharField()

    class Meta:
        model = StudentCourse
        fields = ("status", "position", "created_at", "updated_at")


class EnrolledStudentSerializer(serializers.ModelSerializer):
    created_at = serializers.CharField()
    updated_at = serializers.CharField()
    enrollment = EnrollmentSerializer()

    class Meta:
        model = Student
        fields = (
            *("id", "name", "given_name", "family_name", "email", "external_id"),
            *("created_at", "updated_at", "enrollment"),
        )


class EnrolledCourseSerializer(serializers.ModelSerializer):
    created_at = serializers.CharField()
    updated_at = serializers.CharField()
    enrollment = EnrollmentSerializer()

    class Meta:
        model = Course
        fields = (
            *("id", "code", "catalog_code", "title", "description", "credits", "term_id"),
            *("capacity", "waitlist_capacity", "enrolled_count", "open_seats", "waitlist_count"),
            *("meetings", "prerequisites", "created_at", "updated_at", "enrollment"),
        )
