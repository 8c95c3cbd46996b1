"""The tables of the journal, what keeps them append-only, and the one function that appends."""

from django.db import migrations, models

TABLES = """
CREATE TABLE journal_fact (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL,
    position integer NOT NULL,
    generation integer NOT NULL,
    booked_on date NOT NULL,
    version smallint NOT NULL,
    subject text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    actor text COLLATE "C" NOT NULL,
    payload jsonb NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT one_fact_at_each_position_of_a_subject UNIQUE (subject, position),
    CONSTRAINT fact_position_counts_from_one CHECK (position > 0),
    CONSTRAINT fact_names_itself_subject_and_actor CHECK (name <> '' AND subject LIKE '_%:_%' AND actor <> ''),
    CONSTRAINT fact_payload_is_an_object CHECK (jsonb_typeof(payload) = 'object'),
    CONSTRAINT fact_hash_is_sha256 CHECK (octet_length(hash) = 32)
);
CREATE INDEX journal_fact_by_transaction ON journal_fact (generation, txid, seq);
CREATE INDEX journal_fact_by_day ON journal_fact (booked_on, seq);

CREATE TABLE journal_chain (
    subject text COLLATE "C" PRIMARY KEY,
    position integer NOT NULL CHECK (position >= 0),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32)
) WITH (fillfactor = 70);

CREATE TABLE journal_seal (
    day date PRIMARY KEY,
    facts bigint NOT NULL CHECK (facts >= 0),
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    seqs int8multirange NOT NULL,
    marks bytea NOT NULL,
    sealed_at timestamptz NOT NULL,
    hash bytea NOT NULL CHECK (octet_length(hash) = 32)
);

CREATE TABLE journal_generation (
    number integer PRIMARY KEY CHECK (number > 0),
    begun_at timestamptz NOT NULL,
    actor text COLLATE "C" NOT NULL
);

CREATE TABLE journal_follower (
    name text COLLATE "C" PRIMARY KEY,
    cluster bigint NOT NULL,
    seen_generation integer NOT NULL DEFAULT 0,
    seen pg_snapshot NOT NULL DEFAULT '1:1:',
    window_generation integer,
    window_snapshot pg_snapshot,
    after_seq bigint,
    last_seq bigint,
    CONSTRAINT follower_window_is_whole_or_absent CHECK (
        num_nulls(window_generation, window_snapshot, after_seq, last_seq) IN (0, 4)
    )
);
"""

DROP_TABLES = "DROP TABLE journal_follower, journal_generation, journal_seal, journal_chain, journal_fact;"

# The transaction number, a column's default, is taken before this runs: a sealer that waits for the writers of the table
# therefore waits for everyone who read the seals before its own.
BOOKING = """
CREATE FUNCTION journal_book() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'facts are recorded under READ COMMITTED: an older snapshot could not see the last seal'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;
    SELECT greatest((NEW.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, (SELECT max(day) + 1 FROM journal_seal)),
           coalesce((SELECT max(number) FROM journal_generation), 0)
      INTO NEW.booked_on, NEW.generation;
    RETURN NEW;
END $$;

CREATE TRIGGER journal_fact_is_booked BEFORE INSERT ON journal_fact
    FOR EACH ROW EXECUTE FUNCTION journal_book();
"""

DROP_BOOKING = "DROP TRIGGER journal_fact_is_booked ON journal_fact; DROP FUNCTION journal_book();"

REFUSING = """
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: the journal is only ever added to', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER journal_fact_is_only_added_to BEFORE UPDATE OR DELETE ON journal_fact
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_fact_is_never_emptied BEFORE TRUNCATE ON journal_fact
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_seal_is_only_added_to BEFORE UPDATE OR DELETE ON journal_seal
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_seal_is_never_emptied BEFORE TRUNCATE ON journal_seal
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_chain_is_kept BEFORE DELETE ON journal_chain
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_chain_is_never_emptied BEFORE TRUNCATE ON journal_chain
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
"""

DROP_REFUSING = """
DROP TRIGGER journal_fact_is_only_added_to ON journal_fact;
DROP TRIGGER journal_fact_is_never_emptied ON journal_fact;
DROP TRIGGER journal_seal_is_only_added_to ON journal_seal;
DROP TRIGGER journal_seal_is_never_emptied ON journal_seal;
DROP TRIGGER journal_chain_is_kept ON journal_chain;
DROP TRIGGER journal_chain_is_never_emptied ON journal_chain;
DROP FUNCTION journal_refuse();
"""

# The upsert locks the head of the chain until the transaction ends, so that seq and position rise together in a chain.
# A function, because its plans are then made once per connection, also behind PgBouncer.
APPENDING = """
CREATE FUNCTION journal_append(
    a_subject text, a_name text, a_version smallint, an_actor text, a_moment timestamptz, a_payload jsonb, a_digest bytea,
    OUT new_seq bigint, OUT new_position integer, OUT new_hash bytea
) LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO journal_chain AS chain (subject, position, hash)
        VALUES (a_subject, 1, sha256(decode(repeat('00', 32), 'hex') || int8send(1) || a_digest))
        ON CONFLICT (subject) DO UPDATE
        SET position = chain.position + 1, hash = sha256(chain.hash || int8send(chain.position + 1) || a_digest)
        RETURNING chain.position, chain.hash INTO new_position, new_hash;
    INSERT INTO journal_fact (at, position, version, subject, name, actor, payload, hash)
        VALUES (a_moment, new_position, a_version, a_subject, a_name, an_actor, a_payload, new_hash)
        RETURNING seq INTO new_seq;
END $$;
"""

DROP_APPENDING = "DROP FUNCTION journal_append(text, text, smallint, text, timestamptz, jsonb, bytea);"

MODELS = [
    migrations.CreateModel(
        name="RecordedFact",
        fields=[
            ("seq", models.BigAutoField(primary_key=True, serialize=False)),
            ("subject", models.TextField(db_collation="C", verbose_name="đối tượng")),
            ("position", models.PositiveIntegerField(verbose_name="thứ tự")),
            ("name", models.TextField(db_collation="C", verbose_name="sự kiện")),
            ("version", models.PositiveSmallIntegerField(verbose_name="phiên bản")),
            ("actor", models.TextField(db_collation="C", verbose_name="người thực hiện")),
            ("at", models.DateTimeField(verbose_name="thời điểm")),
            ("payload", models.JSONField(verbose_name="nội dung")),
            ("hash", models.BinaryField(verbose_name="mã băm")),
            ("booked_on", models.DateField(help_text="The day whose seal covers the fact.", verbose_name="ngày ghi sổ")),
            (
                "generation",
                models.PositiveIntegerField(help_text="The database cluster that the fact's transaction number belongs to."),
            ),
        ],
        options={"verbose_name": "sự kiện", "db_table": "journal_fact"},
    ),
    migrations.AddConstraint(
        model_name="recordedfact",
        constraint=models.UniqueConstraint(fields=("subject", "position"), name="one_fact_at_each_position_of_a_subject"),
    ),
    migrations.CreateModel(
        name="Chain",
        fields=[
            ("subject", models.TextField(db_collation="C", primary_key=True, serialize=False, verbose_name="đối tượng")),
            ("position", models.PositiveIntegerField(verbose_name="số sự kiện")),
            ("hash", models.BinaryField(verbose_name="mã băm cuối")),
        ],
        options={"verbose_name": "chuỗi sự kiện", "db_table": "journal_chain"},
    ),
    migrations.CreateModel(
        name="Seal",
        fields=[
            ("day", models.DateField(primary_key=True, serialize=False, verbose_name="ngày")),
            ("facts", models.PositiveBigIntegerField(verbose_name="số sự kiện")),
            ("digest", models.BinaryField(verbose_name="mã băm của ngày")),
            ("sealed_at", models.DateTimeField(verbose_name="thời điểm niêm phong")),
            ("hash", models.BinaryField(verbose_name="mã băm niêm phong")),
        ],
        options={"verbose_name": "niêm phong ngày", "db_table": "journal_seal"},
    ),
    migrations.CreateModel(
        name="Generation",
        fields=[
            ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
            ("begun_at", models.DateTimeField()),
            ("actor", models.TextField(db_collation="C")),
        ],
        options={"verbose_name": "thế hệ cơ sở dữ liệu", "db_table": "journal_generation"},
    ),
    migrations.CreateModel(
        name="Follower",
        fields=[("name", models.TextField(db_collation="C", primary_key=True, serialize=False))],
        options={"verbose_name": "nơi theo dõi nhật ký", "db_table": "journal_follower"},
    ),
]


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(TABLES, DROP_TABLES, state_operations=MODELS),
        migrations.RunSQL(BOOKING, DROP_BOOKING),
        migrations.RunSQL(REFUSING, DROP_REFUSING),
        migrations.RunSQL(APPENDING, DROP_APPENDING),
    ]
