package nutshell.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each kind of file tells, and what it does not. */
class InventoryReaderTest {

    private static final int NAME = 1000;
    private static final int VERSION = 1001;
    private static final int RELEASE = 1002;
    private static final int EPOCH = 1003;
    private static final int SOURCE = 1044;

    @TempDir
    private Path room = Path.of("");

    private Inventory read(String path, byte[] content) {
        InventoryReader reader = new InventoryReader(room);
        assertTrue(InventoryReader.wants(path), path);
        reader.file(path, new ByteArrayInputStream(content));
        return reader.inventory();
    }

    private Inventory read(String path, String content) {
        return read(path, content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> told(Inventory inventory) {
        return inventory.packages().stream()
                .map(installed -> installed.name() + " " + installed.version() + " < " + installed.source() + " "
                        + installed.sourceVersion())
                .toList();
    }

    @Test
    void reads_what_dpkg_has_installed_and_what_that_was_built_from() {
        Inventory inventory = read("var/lib/dpkg/status", """
                Package: libc6
                Status: install ok installed
                Architecture: amd64
                Source: glibc (2.36-9)
                Version: 2.36-9+b1
                Description: GNU C Library
                 Package: not-a-field
                 .

                Package: gone
                Status: deinstall ok config-files
                Version: 1.0-1

                Package: bash
                Status: install ok installed
                Version: 5.2.15-2
                """);

        assertEquals(List.of("bash 5.2.15-2 < bash 5.2.15-2", "libc6 2.36-9+b1 < glibc 2.36-9"), told(inventory));
    }

    @Test
    void reads_the_parts_that_images_without_dpkg_have() {
        assertFalse(InventoryReader.wants("var/lib/dpkg/status.d/tzdata.md5sums"));

        Inventory inventory = read("var/lib/dpkg/status.d/tzdata", "Package: tzdata\nVersion: 2024a-0+deb12u1\n");

        assertEquals(List.of("tzdata 2024a-0+deb12u1 < tzdata 2024a-0+deb12u1"), told(inventory));
    }

    @Test
    void reads_what_apk_has_installed() {
        Inventory inventory = read(
                "lib/apk/db/installed",
                "C:Q1abc=\nP:libcrypto3\nV:3.1.4-r5\nA:x86_64\no:openssl\n\nP:musl\nV:1.2.4-r2\n");

        assertEquals(
                List.of("libcrypto3 3.1.4-r5 < openssl 3.1.4-r5", "musl 1.2.4-r2 < musl 1.2.4-r2"), told(inventory));
    }

    @Test
    void takes_the_administrators_word_for_the_distribution() {
        InventoryReader reader = new InventoryReader(room);
        reader.file(
                "usr/lib/os-release",
                new ByteArrayInputStream("ID=debian\nVERSION_ID=\"12\"\n".getBytes(StandardCharsets.UTF_8)));
        reader.file(
                "etc/os-release",
                new ByteArrayInputStream("ID=other\nPRETTY_NAME='Other 1'\n".getBytes(StandardCharsets.UTF_8)));
        reader.file("usr/lib/os-release", new ByteArrayInputStream("ID=debian\n".getBytes(StandardCharsets.UTF_8)));

        Distribution distribution = reader.inventory().distribution().orElseThrow();
        assertEquals("other", distribution.id());
        assertEquals("Other 1", distribution.name());
    }

    @Test
    void reads_rpms_headers_out_of_its_sqlite_database() throws Exception {
        byte[] database = rpmDatabase(
                header(
                        Map.of(
                                NAME,
                                "openssl-libs",
                                VERSION,
                                "3.0.7",
                                RELEASE,
                                "27.el9",
                                SOURCE,
                                "openssl-3.0.7-27.el9.src.rpm"),
                        1),
                header(Map.of(NAME, "gpg-pubkey", VERSION, "abc"), 0),
                new byte[] {0, 0, 1});

        Inventory inventory = read("var/lib/rpm/rpmdb.sqlite", database);

        assertEquals(List.of("openssl-libs 1:3.0.7-27.el9 < openssl 1:3.0.7-27.el9"), told(inventory));
        assertEquals(List.of(), inventory.unread());
        try (Stream<Path> left = Files.list(room)) {
            assertEquals(List.of(room.resolve("made.sqlite")), left.toList());
        }
    }

    private byte[] rpmDatabase(byte[]... headers) throws SQLException, IOException {
        Path file = room.resolve("made.sqlite");
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = database.createStatement()) {
            statement.execute("CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)");
            for (byte[] header : headers) {
                try (PreparedStatement insert = database.prepareStatement("INSERT INTO Packages (blob) VALUES (?)")) {
                    insert.setBytes(1, header);
                    insert.execute();
                }
            }
        }
        return Files.readAllBytes(file);
    }

    /** As rpm lays it out: counts, entries of tag, type, offset and count, then the values. */
    private static byte[] header(Map<Integer, String> texts, int epoch) {
        ByteArrayOutputStream store = new ByteArrayOutputStream();
        List<int[]> entries = new ArrayList<>();
        entries.add(new int[] {EPOCH, 4, 0, 1});
        store.writeBytes(ByteBuffer.allocate(4).putInt(epoch).array());
        new TreeMap<>(texts).forEach((tag, text) -> {
            entries.add(new int[] {tag, 6, store.size(), 1});
            store.writeBytes((text + "\0").getBytes(StandardCharsets.UTF_8));
        });
        ByteBuffer buffer = ByteBuffer.allocate(8 + entries.size() * 16 + store.size());
        buffer.putInt(entries.size()).putInt(store.size());
        entries.forEach(entry -> java.util.Arrays.stream(entry).forEach(buffer::putInt));
        return buffer.put(store.toByteArray()).array();
    }

    @Test
    void says_that_it_cannot_read_rpms_older_databases_nor_a_broken_one() {
        Inventory berkeley = read("var/lib/rpm/Packages", "anything");
        Inventory ndb = read("usr/lib/sysimage/rpm/Packages.db", "anything");
        Inventory broken = read("var/lib/rpm/rpmdb.sqlite", "SQLite format 3, or not");

        assertTrue(berkeley.unread().get(0).contains("Berkeley DB"), berkeley::toString);
        assertTrue(ndb.unread().get(0).contains("ndb"), ndb::toString);
        assertTrue(broken.unread().get(0).startsWith("var/lib/rpm/rpmdb.sqlite: "), broken::toString);
    }

    @Test
    void finds_artifacts_in_archives_within_archives() throws IOException {
        byte[] log4j = zip(Map.of(
                "META-INF/maven/org.apache.logging.log4j/log4j-core/pom.properties",
                "groupId=org.apache.logging.log4j\nartifactId=log4j-core\nversion=2.14.1\n"
                        .getBytes(StandardCharsets.UTF_8)));
        byte[] plain =
                zip(Map.of("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
        byte[] war = zip(new TreeMap<>(
                Map.of("WEB-INF/lib/log4j-core.jar", log4j, "WEB-INF/lib/struts2-core-2.3.31.jar", plain)));

        Inventory inventory = read("srv/shop.war", war);

        assertEquals(
                List.of(
                        "org.apache.logging.log4j:log4j-core 2.14.1 srv/shop.war!WEB-INF/lib/log4j-core.jar",
                        "struts2-core 2.3.31 srv/shop.war!WEB-INF/lib/struts2-core-2.3.31.jar"),
                inventory.packages().stream()
                        .map(installed -> installed.name() + " " + installed.version() + " " + installed.where())
                        .toList());
    }

    @Test
    void looks_only_so_deep_and_says_so() throws IOException {
        byte[] archive = zip(Map.of("nothing", new byte[0]));
        for (int i = 0; i < 5; i++) {
            archive = zip(Map.of("inner.jar", archive));
        }

        Inventory inventory = read("a.jar", archive);

        assertEquals(1, inventory.unread().size(), inventory::toString);
        assertTrue(inventory.unread().get(0).contains("archives deep"), inventory::toString);
    }

    @Test
    void says_that_an_archive_is_none_or_has_broken_off() throws IOException {
        byte[] whole = zip(Map.of(
                "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n".repeat(200).getBytes(StandardCharsets.UTF_8)));

        assertTrue(read("a.jar", "no archive").unread().get(0).startsWith("a.jar: no zip archive"));
        assertEquals(
                1, read("b.jar", java.util.Arrays.copyOf(whole, 60)).unread().size());
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
