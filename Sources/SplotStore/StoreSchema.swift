import GRDB

/// The tables, and how older databases become newer ones.
///
/// Never change a migration that was released: add another.
enum StoreSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: logs, merged state, trust, peers") { try $0.execute(sql: Self.first) }
        migrator.registerMigration("2: what peers hold, forks, faults") { try $0.execute(sql: Self.second) }
        migrator.registerMigration("3: search, links, time of change") { try $0.execute(sql: Self.third) }
        migrator.registerMigration("4: leaner records, merging behind the logs") { try $0.execute(sql: Self.fourth) }
        migrator.registerMigration("5: lists by title, what is public, what is new here") {
            try $0.execute(sql: Self.fifth)
        }
        return migrator
    }

    /// A log has a small number in this database.
    ///
    /// The number of an entry is its log's number shifted by 40 bits plus its position, so that a record is found by
    /// an integer key. The number of a bundle is made likewise.
    private static let first = """
        CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

        CREATE TABLE cluster (
            cluster BLOB PRIMARY KEY,
            isTrusted INTEGER NOT NULL,
            addedAt INTEGER NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE statement (
            cluster BLOB NOT NULL,
            number INTEGER NOT NULL,
            body BLOB NOT NULL,
            signature BLOB NOT NULL,
            PRIMARY KEY (cluster, number)
        ) WITHOUT ROWID;

        -- Every log that was ever named, held or not.
        CREATE TABLE logName (number INTEGER PRIMARY KEY, log BLOB NOT NULL UNIQUE);

        CREATE TABLE log (
            number INTEGER PRIMARY KEY,
            cluster BLOB NOT NULL,
            inception BLOB NOT NULL,
            size INTEGER NOT NULL,
            edge BLOB NOT NULL,
            introduced BLOB NOT NULL,
            stoppedAt INTEGER,
            bytes INTEGER NOT NULL
        );

        CREATE TABLE checkpoint (
            log INTEGER NOT NULL,
            size INTEGER NOT NULL,
            root BLOB NOT NULL,
            signature BLOB NOT NULL,
            bytes INTEGER NOT NULL,
            PRIMARY KEY (log, size)
        ) WITHOUT ROWID;

        CREATE TABLE bundle (number INTEGER PRIMARY KEY, root BLOB NOT NULL, frame BLOB NOT NULL);

        CREATE TABLE tail (number INTEGER PRIMARY KEY, count INTEGER NOT NULL, run BLOB NOT NULL);

        CREATE TABLE record (
            number INTEGER PRIMARY KEY,
            uuid BLOB NOT NULL UNIQUE,
            kind TEXT,
            isShown INTEGER NOT NULL,
            conflicts INTEGER NOT NULL,
            suggestions INTEGER NOT NULL,
            digest BLOB,
            terms TEXT NOT NULL,
            state BLOB NOT NULL
        );
        CREATE INDEX recordByKind ON record (kind, isShown);
        CREATE INDEX recordWithConflicts ON record (number) WHERE conflicts > 0;

        CREATE TABLE term (term TEXT NOT NULL, record INTEGER NOT NULL, PRIMARY KEY (term, record)) WITHOUT ROWID;

        CREATE TABLE peer (
            address TEXT PRIMARY KEY,
            cluster BLOB,
            addedAt INTEGER NOT NULL,
            lastSync INTEGER,
            lastResult TEXT,
            entriesAtLastSync INTEGER
        ) WITHOUT ROWID;
        """

    /// What statements, inceptions and readers' lists say, in a form that can be asked for without reading all of them;
    /// and what a node knows of those it meets.
    ///
    /// The new tables and columns are filled when the merged state is next made again, which a node does when it is
    /// opened and finds an older one.
    private static let second = """
        ALTER TABLE cluster ADD COLUMN isStopped INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE log ADD COLUMN key BLOB;

        -- What the statements of each cluster say of logs.
        CREATE TABLE admitted (
            key BLOB NOT NULL,
            log BLOB NOT NULL,
            cluster BLOB NOT NULL,
            PRIMARY KEY (key, log, cluster)
        ) WITHOUT ROWID;
        CREATE INDEX admittedByCluster ON admitted (cluster, log);
        CREATE TABLE closed (
            cluster BLOB NOT NULL,
            log BLOB NOT NULL,
            size INTEGER NOT NULL,
            root BLOB NOT NULL,
            PRIMARY KEY (cluster, log)
        ) WITHOUT ROWID;

        -- Which clusters may read the logs of a cluster, and which record says so.
        CREATE TABLE reader (
            reader BLOB NOT NULL,
            cluster BLOB NOT NULL,
            record INTEGER NOT NULL,
            PRIMARY KEY (reader, cluster, record)
        ) WITHOUT ROWID;
        CREATE INDEX readerByRecord ON reader (record);

        -- What was offered to a peer, by its node key, and what both held when they last met.
        CREATE TABLE memory (
            key BLOB PRIMARY KEY,
            offer BLOB NOT NULL,
            agreed BLOB NOT NULL,
            owed BLOB NOT NULL
        ) WITHOUT ROWID;

        -- Logs that are proven to be forked and not closed yet, with the proof.
        CREATE TABLE fork (
            log BLOB PRIMARY KEY,
            cluster BLOB NOT NULL,
            foundAt INTEGER NOT NULL,
            smallerSize INTEGER NOT NULL,
            smallerRoot BLOB NOT NULL,
            smallerSignature BLOB NOT NULL,
            largerSize INTEGER NOT NULL,
            largerRoot BLOB NOT NULL,
            largerSignature BLOB NOT NULL,
            root BLOB NOT NULL,
            path BLOB NOT NULL
        ) WITHOUT ROWID;

        -- Node keys that have sent what does not verify: how often, and when last.
        CREATE TABLE fault (key BLOB PRIMARY KEY, count INTEGER NOT NULL, lastAt INTEGER NOT NULL) WITHOUT ROWID;
        """

    /// What makes records found by their words and by when they changed, and which records are joined with which.
    ///
    /// Filled when the merged state is next made again, as above.
    private static let third = """
        ALTER TABLE record ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX recordByChange ON record (changed);
        CREATE INDEX recordWithSuggestions ON record (number) WHERE suggestions > 0;

        -- That a record says it is about the same thing as another.
        CREATE TABLE link (record INTEGER NOT NULL, target BLOB NOT NULL, PRIMARY KEY (record, target)) WITHOUT ROWID;
        CREATE INDEX linkByTarget ON link (target);

        -- Every record that is joined with others, and the one that is shown for all of them.
        CREATE TABLE joined (record INTEGER PRIMARY KEY, canonical INTEGER NOT NULL);
        CREATE INDEX joinedByCanonical ON joined (canonical);

        CREATE VIRTUAL TABLE search USING fts5(
            title, names, topics, places, other,
            tokenize = "unicode61 remove_diacritics 0"
        );
        """

    /// Records without what can be worked out from their state, and how far each log is merged.
    ///
    /// Filled when the merged state is next made again, as above.
    private static let fourth = """
        ALTER TABLE log ADD COLUMN merged INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE log ADD COLUMN mergedIntroductions INTEGER NOT NULL DEFAULT 0;

        -- Names of kinds, fields and keys have small numbers in this database.
        CREATE TABLE name (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

        DROP TABLE record;
        CREATE TABLE record (
            number INTEGER PRIMARY KEY,
            uuid BLOB NOT NULL UNIQUE,
            -- The number of its name, in digits.
            kind TEXT,
            isShown INTEGER NOT NULL,
            conflicts INTEGER NOT NULL,
            suggestions INTEGER NOT NULL,
            digest BLOB,
            changed INTEGER NOT NULL,
            state BLOB NOT NULL
        );
        CREATE INDEX recordByKind ON record (kind, isShown);
        CREATE INDEX recordByChange ON record (changed);
        CREATE INDEX recordWithConflicts ON record (number) WHERE conflicts > 0;
        CREATE INDEX recordWithSuggestions ON record (number) WHERE suggestions > 0;

        DROP TABLE search;
        \(Self.search)
        """

    /// Records by their titles, who may see them, and in which order they changed here.
    ///
    /// Filled when the merged state is next made again, as above.
    private static let fifth = """
        DROP TABLE record;
        CREATE TABLE record (
            number INTEGER PRIMARY KEY,
            uuid BLOB NOT NULL UNIQUE,
            -- The number of its name, in digits.
            kind TEXT,
            isShown INTEGER NOT NULL,
            isPublic INTEGER NOT NULL,
            conflicts INTEGER NOT NULL,
            suggestions INTEGER NOT NULL,
            digest BLOB,
            changed INTEGER NOT NULL,
            -- Goes up with every transaction that changes records: what is new here, whatever the clocks say.
            revision INTEGER NOT NULL,
            -- The same, but only of what everybody may see; NULL for what nobody ever could.
            publicRevision INTEGER,
            state BLOB NOT NULL
        );
        CREATE INDEX recordByRevision ON record (revision);
        CREATE INDEX recordByPublicRevision ON record (publicRevision) WHERE publicRevision IS NOT NULL;
        CREATE INDEX recordWithConflicts ON record (number) WHERE conflicts > 0;
        CREATE INDEX recordWithSuggestions ON record (number) WHERE suggestions > 0;

        -- The records that are shown, by the key that sorts their titles.
        CREATE TABLE listing (
            kind TEXT NOT NULL,
            title BLOB NOT NULL,
            record INTEGER NOT NULL,
            isPublic INTEGER NOT NULL,
            PRIMARY KEY (kind, title, record)
        ) WITHOUT ROWID;
        """

    /// The full-text index; a row's id is the record's number, its texts are folded already.
    ///
    /// It keeps no texts: whoever takes a record out says which words it had. To empty it, drop it and make it again:
    /// only then nothing is left of words that had to go.
    static let search = """
        CREATE VIRTUAL TABLE search USING fts5(
            title, names, topics, places, other,
            content = '', tokenize = "unicode61 remove_diacritics 0"
        );
        """
}
