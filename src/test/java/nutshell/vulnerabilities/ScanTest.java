package nutshell.vulnerabilities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nutshell.packages.Distribution;
import nutshell.packages.InstalledPackage;
import nutshell.packages.Inventory;
import nutshell.packages.Packaging;
import nutshell.packages.TreeInventory;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages held against records. */
class ScanTest {

    private static final Path LAB = Path.of("labs/28-scan");

    @TempDir
    private Path records = Path.of("");

    private static Inventory inventory(String id, String version, InstalledPackage... packages) {
        return new Inventory(Optional.of(new Distribution(id, version, id, List.of())), List.of(packages), List.of());
    }

    private static InstalledPackage installed(Packaging packaging, String name, String version, String source) {
        return new InstalledPackage(packaging, name, version, source, version, "", "where");
    }

    /** A record with one range of one package. */
    private void record(String id, String more, String ecosystem, String name, String events) throws IOException {
        write(id + ".json", """
                {"id":"%s","modified":"2026-01-01T00:00:00Z"%s,"affected":[
                 {"package":{"ecosystem":"%s","name":"%s"},"ranges":[{"type":"ECOSYSTEM","events":[%s]}]}]}""".formatted(id, more, ecosystem, name, events));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(records.resolve(file), text);
    }

    private List<String> told(Inventory inventory) {
        return Scan.of(Optional.empty(), inventory, Database.at(records)).findings().stream()
                .map(finding -> finding.flaw() + " " + finding.verdict().word() + " "
                        + finding.first().name()
                        + finding.fixedIn().map(fixed -> " " + fixed).orElse(""))
                .toList();
    }

    private static List<String> ofLab(String tree) {
        Inventory inventory = TreeInventory.of(LAB.resolve("trees").resolve(tree), LAB);
        return Scan.of(Optional.empty(), inventory, Database.at(LAB.resolve("osv"))).findings().stream()
                .map(finding -> finding.flaw() + " " + finding.verdict().word() + " "
                        + finding.severity().word())
                .toList();
    }

    @Test
    void tells_the_flaw_from_the_false_alarm_on_the_labs_server() {
        assertEquals(List.of("CVE-2014-6271 vulnerable critical", "CVE-2014-0160 patched high"), ofLab("server-2014"));
    }

    @Test
    void finds_both_of_javas_classics_in_the_labs_shop() {
        assertEquals(
                List.of(
                        "CVE-2017-5638 vulnerable critical",
                        "CVE-2021-44228 vulnerable critical",
                        "CVE-2023-4911 patched high"),
                ofLab("java-shop"));
    }

    @Test
    void explains_what_the_distribution_has_repaired_with_both_words() {
        Inventory inventory = TreeInventory.of(LAB.resolve("trees/server-2014"), LAB);
        Scan scan = Scan.of(Optional.empty(), inventory, Database.at(LAB.resolve("osv")))
                .only("CVE-2014-0160");

        assertEquals(
                List.of(
                        "upstream (CVE-2014-0160): 1.0.1 to 1.0.1f; this is 1.0.1e",
                        "Debian:7 (DSA-2896-1): repaired in 1.0.1e-2+deb7u5; this is 1.0.1e-2+deb7u7"),
                scan.findings().get(0).because());
        assertEquals(Optional.empty(), scan.worst());
    }

    @Test
    void calls_unconfirmed_what_upstream_alone_says() throws IOException {
        record("CVE-2030-0001", "", "Bitnami", "bash", "{\"introduced\":\"4.0\"},{\"fixed\":\"4.4\"}");

        Inventory inventory = inventory("debian", "12", installed(Packaging.DPKG, "bash", "4.2-1", "bash"));

        assertEquals(List.of("CVE-2030-0001 unconfirmed bash"), told(inventory));
        assertEquals(
                Optional.of(Severity.UNKNOWN),
                Scan.of(Optional.empty(), inventory, Database.at(records)).worst());
    }

    @Test
    void takes_the_word_of_the_release_and_of_no_other() throws IOException {
        record(
                "DSA-1",
                ",\"upstream\":[\"CVE-2030-0001\"]",
                "Debian:11",
                "bash",
                "{\"introduced\":\"0\"},{\"fixed\":\"9\"}");
        record(
                "DSA-2",
                ",\"upstream\":[\"CVE-2030-0002\"]",
                "Debian:12",
                "bash",
                "{\"introduced\":\"0\"},{\"fixed\":\"9\"}");
        record(
                "USN-1",
                ",\"upstream\":[\"CVE-2030-0003\"]",
                "Ubuntu:22.04:LTS",
                "bash",
                "{\"introduced\":\"0\"},{\"fixed\":\"9\"}");

        InstalledPackage bash = installed(Packaging.DPKG, "bash", "5.2-1", "bash");

        assertEquals(List.of("CVE-2030-0002 vulnerable bash 9"), told(inventory("debian", "12", bash)));
        assertEquals(List.of("CVE-2030-0003 vulnerable bash 9"), told(inventory("ubuntu", "22.04", bash)));
    }

    @Test
    void goes_by_alpines_release_and_by_what_a_package_was_built_from() throws IOException {
        record(
                "ALPINE-1",
                ",\"upstream\":[\"CVE-2030-0001\"]",
                "Alpine:v3.19",
                "openssl",
                "{\"introduced\":\"0\"},{\"fixed\":\"3.1.4-r5\"}");

        assertEquals(
                List.of("CVE-2030-0001 vulnerable libcrypto3 3.1.4-r5"),
                told(inventory("alpine", "3.19.1", installed(Packaging.APK, "libcrypto3", "3.1.4-r4", "openssl"))));
        assertEquals(
                List.of(),
                told(inventory("alpine", "3.19.1", installed(Packaging.APK, "libcrypto3", "3.1.4-r5", "openssl"))));
        assertEquals(
                List.of(),
                told(inventory("alpine", "3.18.6", installed(Packaging.APK, "libcrypto3", "3.1.4-r4", "openssl"))));
    }

    @Test
    void goes_by_red_hats_major_release_and_by_the_package_itself() throws IOException {
        record(
                "RHSA-1",
                ",\"upstream\":[\"CVE-2030-0001\"]",
                "Red Hat:enterprise_linux:9::baseos",
                "openssl-libs",
                "{\"introduced\":\"0\"},{\"fixed\":\"1:3.0.7-27.el9\"}");

        assertEquals(
                List.of("CVE-2030-0001 vulnerable openssl-libs 1:3.0.7-27.el9"),
                told(inventory("rhel", "9.4", installed(Packaging.RPM, "openssl-libs", "1:3.0.7-25.el9", "openssl"))));
    }

    @Test
    void believes_no_record_that_was_withdrawn() throws IOException {
        record("DSA-2", ",\"withdrawn\":\"2026-02-01T00:00:00Z\"", "Debian:12", "bash", "{\"introduced\":\"0\"}");

        assertEquals(List.of(), told(inventory("debian", "12", installed(Packaging.DPKG, "bash", "5.2-1", "bash"))));
    }

    @Test
    void takes_versions_that_are_listed_one_by_one() throws IOException {
        write("a.json", """
                {"id":"X-1","modified":"2026-01-01T00:00:00Z","affected":[
                 {"package":{"ecosystem":"Maven","name":"g:a"},"versions":["1.0","1.2"]}]}""");

        assertEquals(
                List.of("X-1 vulnerable g:a"),
                told(inventory("debian", "12", installed(Packaging.JAVA, "g:a", "1.2", "g:a"))));
        assertEquals(List.of(), told(inventory("debian", "12", installed(Packaging.JAVA, "g:a", "1.1", "g:a"))));
    }

    @Test
    void does_not_accuse_an_artifact_that_is_known_by_its_files_name_alone() throws IOException {
        record("X-1", "", "Maven", "g:a", "{\"introduced\":\"0\"},{\"fixed\":\"2\"}");

        assertEquals(
                List.of("X-1 unconfirmed a 2"),
                told(inventory("debian", "12", installed(Packaging.JAVA, "a", "1", "a"))));
    }

    @Test
    void reads_records_out_of_an_archive() throws IOException {
        try (OutputStream out = Files.newOutputStream(records.resolve("all.zip"));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < 3; i++) {
                zip.putNextEntry(new ZipEntry("DSA-" + i + ".json"));
                zip.write("{\"id\":\"DSA-%d\",\"modified\":\"2026-01-01T00:00:00Z\",\"affected\":[]}"
                        .formatted(i)
                        .getBytes(StandardCharsets.UTF_8));
            }
        }

        assertEquals(
                3,
                Scan.of(Optional.empty(), inventory("debian", "12"), Database.at(records))
                        .records());
    }

    @Test
    void refuses_a_broken_record_with_file_and_line_and_a_directory_without_any() throws IOException {
        Refusal empty = assertThrows(Refusal.class, () -> told(inventory("debian", "12")));
        write("broken.json", "{\"id\":\"X\",\n\"modified\":");
        Refusal broken = assertThrows(Refusal.class, () -> told(inventory("debian", "12")));

        assertTrue(String.valueOf(empty.getMessage()).contains("no record"), empty::toString);
        assertTrue(String.valueOf(broken.getMessage()).contains("broken.json, line 2"), broken::toString);
    }

    @Test
    void doubts_where_nothing_could_be_known() throws IOException {
        record("X-1", "", "Maven", "g:a", "{\"introduced\":\"0\"}");
        Inventory nothing = new Inventory(Optional.empty(), List.of(), List.of());
        Inventory fedora = inventory("fedora", "40", installed(Packaging.RPM, "bash", "5.2-1", "bash"));

        assertEquals(
                1,
                Scan.of(Optional.empty(), nothing, Database.at(records))
                        .doubts()
                        .size());
        assertTrue(Scan.of(Optional.empty(), fedora, Database.at(records))
                .doubts()
                .get(0)
                .contains("of this distribution no records"));
    }

    @Test
    void every_record_of_the_lab_says_where_its_facts_are_from() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        try (var files = Files.list(LAB.resolve("osv"))) {
            for (Path file : files.toList()) {
                var record = mapper.readTree(file.toFile());
                assertEquals(
                        record.path("id").asText() + ".json", file.getFileName().toString());
                assertTrue(record.path("references").size() > 1, file::toString);
            }
        }
    }
}
