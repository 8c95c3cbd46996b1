import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

#: Each word of the name under each agency that has the dossier, and under 0 for whoever sees all: a search reads only its own agencies' words.
_MAKE = r"""
CREATE FUNCTION dossiers_words(folded text, competent bigint, centre bigint) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(array_agg(DISTINCT place || '/' || left(word, 40)))
    FROM unnest(string_to_array(translate(folded, '-.,&()/"', '        '), ' ')) word, unnest(ARRAY['0', competent::text, centre::text]) place
    WHERE word <> ''
$$
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0022_items_of_requests")]

    operations = [
        migrations.RunSQL(_MAKE, "DROP FUNCTION dossiers_words(text, bigint, bigint)"),
        migrations.AddIndex(
            model_name="dossier",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(
                    models.F("applicant_folded"),
                    models.F("competent"),
                    models.F("centre"),
                    function="dossiers_words",
                    output_field=django.contrib.postgres.search.SearchVectorField(),
                ),
                name="dossiers_by_words",
            ),
        ),
        migrations.RemoveIndex(model_name="dossier", name="dossiers_by_applicant"),
    ]
