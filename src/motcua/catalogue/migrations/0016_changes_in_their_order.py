from django.db import migrations, models

#: Writers of the catalogue come one after the other, so numbers are seen in their order.
NUMBERED = """
UPDATE catalogue_procedureversion SET change = id;
CREATE SEQUENCE catalogue_version_change OWNED BY catalogue_procedureversion.change;
SELECT setval('catalogue_version_change', coalesce(max(id), 0) + 1) FROM catalogue_procedureversion;
CREATE FUNCTION catalogue_number_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.change := nextval('catalogue_version_change');
    RETURN NEW;
END $$;
CREATE TRIGGER number_change BEFORE INSERT OR UPDATE OF valid_from, valid_to ON catalogue_procedureversion
    FOR EACH ROW EXECUTE FUNCTION catalogue_number_change();
"""
UNNUMBERED = """
DROP TRIGGER number_change ON catalogue_procedureversion;
DROP FUNCTION catalogue_number_change;
DROP SEQUENCE catalogue_version_change;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0015_one_scale_of_confidence'),
    ]

    operations = [
        migrations.AddField(
            model_name='procedureversion',
            name='change',
            field=models.BigIntegerField(db_default=0, default=0, editable=False, verbose_name='số thứ tự thay đổi'),
        ),
        migrations.RunSQL(NUMBERED, UNNUMBERED),
        migrations.AddIndex(
            model_name='procedureversion',
            index=models.Index(fields=['change'], name='versions_by_change'),
        ),
    ]
