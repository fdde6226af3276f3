"""Hold a duty's school to its case's: a pair that must agree is a pair of columns that the database compares."""

from django.db import migrations

ADD = """
    ALTER TABLE cases_case ADD CONSTRAINT case_with_its_school UNIQUE (id, school_id);
    ALTER TABLE cases_duty ADD CONSTRAINT duty_school_is_the_case_s
        FOREIGN KEY (case_id, school_id) REFERENCES cases_case (id, school_id) DEFERRABLE INITIALLY IMMEDIATE;
"""
REMOVE = """
    ALTER TABLE cases_duty DROP CONSTRAINT duty_school_is_the_case_s;
    ALTER TABLE cases_case DROP CONSTRAINT case_with_its_school;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("schools", "0001_initial")]

    operations = [migrations.RunSQL(ADD, REMOVE)]
