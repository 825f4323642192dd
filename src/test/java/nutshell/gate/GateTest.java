package nutshell.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import nutshell.images.Images;
import nutshell.images.Made;
import nutshell.images.OpenImage;
import nutshell.refusals.Refusal;
import nutshell.rootfs.Layer;
import nutshell.rootfs.Layout;
import nutshell.rootfs.SignedPayload;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    private static final byte[] BASE =
            new Layer().file("etc/os-release", "ID=base\n").tar();
    private static final byte[] APP = new Layer().file("app", "x").tar();

    @TempDir
    Path temp;

    private KeyPair keys;
    private String config;
    private String scan;
    private List<byte[]> layers;
    private boolean pinned;
    private Optional<DetachedSignature> signature;

    /** The good image; each test spoils one thing. */
    @BeforeEach
    void make_a_good_image() throws Exception {
        keys = newKeys();
        config = Made.config("\"User\":\"1000\"");
        layers = List.of(BASE, APP);
        pinned = true;
        scan = scan(id(), "2026-11-20T00:00:00Z", finding("CVE-1", "vulnerable", "medium"));
        signature = Optional.of(signed(keys, manifest()));
        Files.writeString(
                temp.resolve("cosign.pub"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static DetachedSignature signed(KeyPair keys, String digest) throws GeneralSecurityException {
        String payload =
                "{\"critical\":{\"identity\":{\"docker-reference\":\"\"},\"image\":{\"docker-manifest-digest\":\""
                        + digest
                        + "\"},\"type\":\"cosign container image signature\"},\"optional\":null}";
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(payload.getBytes(StandardCharsets.UTF_8));
        return new DetachedSignature(
                new SignedPayload(payload, Base64.getEncoder().encodeToString(signature.sign())));
    }

    private static String finding(String flaw, String verdict, String severity) {
        return "{\"flaw\":\"%s\",\"verdict\":\"%s\",\"severity\":\"%s\"}".formatted(flaw, verdict, severity);
    }

    private static String scan(String image, String at, String findings) {
        return "{\"schema\":\"nutshell.scan/1\",\"image\":\"%s\",\"scanned_at\":\"%s\",\"findings\":[%s]}"
                .formatted(image, at, findings);
    }

    private Path layout() throws IOException {
        return new Made(temp).layout("image", document(), layers.toArray(byte[][]::new)).directory;
    }

    private String document() {
        return config + "," + Layout.unpacked(layers.toArray(byte[][]::new));
    }

    private OpenImage open(String reference) {
        return new Images(temp, temp).open(reference);
    }

    private String id() throws IOException {
        try (OpenImage image = open(layout().toString())) {
            return image.id();
        }
    }

    private String manifest() throws IOException {
        try (OpenImage image = open(layout().toString())) {
            return image.manifest().orElseThrow();
        }
    }

    private Policy policy(String text) throws IOException {
        return Policy.read(Files.writeString(temp.resolve("policy.yaml"), text));
    }

    private Policy strict() throws IOException {
        return policy("""
                scanned: {within-days: 7}
                findings:
                  below: high
                  waived:
                    - {flaw: CVE-2, reason: not reached, until: 2026-11-21}
                    - {flaw: CVE-3, reason: not reached, until: 2026-11-20}
                base:
                  approved:
                    - name: ours
                      layers: ["sha256:%s"]
                user: not-root
                secrets: none
                reference: digest
                signed: {key: cosign.pub}
                """.formatted(Layout.sha256(BASE)));
    }

    private List<String> names() throws IOException {
        return violations().stream().map(Violation::name).toList();
    }

    private List<Violation> violations() throws IOException {
        Path layout = layout();
        Optional<ScanDocument> scanned = scan.isEmpty()
                ? Optional.empty()
                : Optional.of(ScanDocument.read(Files.writeString(temp.resolve("scan.json"), scan)));
        String reference = "oci:" + layout + (pinned ? "@" + manifest() : "");
        try (OpenImage image = open(reference)) {
            return strict().judge(new Candidate(image, scanned, signature, NOW));
        }
    }

    /** The same image after a change of its own, scanned and signed again. */
    private void again() throws IOException, GeneralSecurityException {
        scan = scan(id(), "2026-11-20T00:00:00Z", "");
        signature = Optional.of(signed(keys, manifest()));
    }

    @Test
    void lets_a_good_image_pass() throws IOException {
        assertEquals(List.of(), violations());
    }

    @Test
    void refuses_what_was_not_scanned() throws IOException {
        scan = "";
        assertEquals(List.of("not-scanned"), names());
    }

    @Test
    void refuses_a_scan_of_another_image() throws IOException {
        scan = scan("sha256:" + "0".repeat(64), "2026-11-20T00:00:00Z", "");
        assertEquals(List.of("scan-of-another-image"), names());
    }

    @Test
    void refuses_a_scan_that_is_too_old_or_from_the_future_or_undated() throws IOException {
        for (String at : List.of("2026-11-13T00:00:00Z", "2026-12-01T00:00:00Z", "")) {
            scan = scan(id(), at, "");
            assertEquals(List.of("scan-too-old"), names(), at);
        }
    }

    @Test
    void refuses_a_severe_finding_and_one_that_nobody_has_scored() throws IOException {
        for (String severity : List.of("high", "critical", "unknown", "HIGH")) {
            scan = scan(id(), "2026-11-20T00:00:00Z", finding("CVE-1", "vulnerable", severity));
            assertEquals(List.of("finding"), names(), severity);
        }
    }

    @Test
    void does_not_mind_what_the_distribution_has_patched() throws IOException {
        scan = scan(id(), "2026-11-20T00:00:00Z", finding("CVE-1", "patched", "critical"));
        assertEquals(List.of(), names());
    }

    @Test
    void a_waiver_holds_through_its_last_day_and_no_longer() throws IOException {
        scan = scan(id(), "2026-11-20T00:00:00Z", finding("CVE-2", "vulnerable", "high"));
        assertEquals(List.of(), names());
        scan = scan(id(), "2026-11-20T00:00:00Z", finding("CVE-3", "vulnerable", "high"));
        assertEquals(List.of("waiver-expired"), names());
    }

    @Test
    void refuses_another_base() throws Exception {
        layers = List.of(APP, BASE);
        again();
        assertEquals(List.of("base-not-approved"), names());
    }

    @Test
    void refuses_root_however_it_is_written() throws Exception {
        for (String user : List.of("", "0", "root", "0:0", "root:app", "00", "+0")) {
            config = Made.config("\"User\":\"" + user + "\"");
            again();
            assertEquals(List.of("runs-as-root"), names(), user);
        }
    }

    @Test
    void refuses_a_secret_that_a_later_layer_removed() throws Exception {
        layers = List.of(
                BASE,
                new Layer()
                        .file("root/.netrc", "machine a login b password hunter2\n")
                        .tar(),
                new Layer().file("root/.wh..netrc", "").tar());
        again();
        List<Violation> violations = violations();
        assertEquals(
                List.of(new Violation(
                        "holds-a-secret", "password in .netrc in /root/.netrc, layer 2 (removed in layer 3)")),
                violations);
        assertFalse(violations.toString().contains("hunter2"));
    }

    @Test
    void refuses_what_was_asked_for_without_its_digest() throws IOException {
        pinned = false;
        assertEquals(List.of("not-pinned"), names());
    }

    @Test
    void refuses_a_digest_that_is_another_image_s() throws IOException {
        String reference = "oci:" + layout() + "@sha256:" + "0".repeat(64);
        Refusal refusal = assertThrows(Refusal.class, () -> open(reference).close());
        assertTrue(
                String.valueOf(refusal.getMessage()).contains("another image than sha256:000"), refusal.getMessage());
    }

    @Test
    void refuses_what_is_not_signed() throws IOException {
        signature = Optional.empty();
        assertEquals(List.of("not-signed"), names());
    }

    @Test
    void refuses_a_signature_by_another_key() throws Exception {
        signature = Optional.of(signed(newKeys(), manifest()));
        assertEquals(List.of("signed-by-another"), names());
    }

    @Test
    void refuses_a_signature_of_another_image() throws Exception {
        signature = Optional.of(signed(keys, "sha256:" + "0".repeat(64)));
        assertEquals(List.of("signature-of-another-image"), names());
    }

    @Test
    void refuses_a_signature_that_is_none() throws IOException {
        SignedPayload good = signature.orElseThrow().signed();
        for (String text : List.of("", "%%%", "AAAA", good.signature().substring(8))) {
            signature = Optional.of(new DetachedSignature(new SignedPayload(good.payload(), text)));
            assertEquals(List.of("signed-by-another"), names(), text);
        }
    }

    @Test
    void finds_the_signature_that_lies_beside_the_image_in_its_layout() throws Exception {
        Layout layout = new Layout(temp.resolve("cosigned"));
        String image = layout.image("{" + document() + "}", layers.toArray(byte[][]::new));
        String digest = image.replaceFirst(".*\"digest\":\"([^\"]+)\".*", "$1");
        SignedPayload signed = signed(keys, digest).signed();
        String payload = Layout.with(
                layout.blob(signed.payload())
                        .replace(
                                "\"mediaType\":\"\"",
                                "\"mediaType\":\"application/vnd.dev.cosign.simplesigning.v1+json\""),
                "\"annotations\":{\"dev.cosignproject.cosign/signature\":\"" + signed.signature() + "\"}");
        String signatures = layout.blob(
                "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}".formatted(layout.blob("{}"), payload));
        layout.list(signatures, "\"annotations\":{\"kind\":\"dev.cosignproject.cosign/sigs\"}")
                .list(image, "\"annotations\":{\"kind\":\"dev.cosignproject.cosign/image\"}")
                .write();

        try (OpenImage open = open(layout.directory.toString())) {
            assertEquals(
                    List.of(),
                    policy("signed: {key: cosign.pub}")
                            .judge(new Candidate(open, Optional.empty(), Optional.empty(), NOW)));
        }
    }

    @Test
    void refuses_a_policy_that_asks_for_what_it_does_not_know() {
        for (String text : List.of(
                "usr: not-root",
                "user: nobody",
                "{}",
                "",
                "[]",
                "user: [",
                "scanned: {within-days: soon}",
                "scanned: 7",
                "findings: {below: awful}",
                "findings: {below: high, waived: [{flaw: CVE-1, until: 2026-01-01}]}",
                "findings: {below: high, waived: [{flaw: CVE-1, reason: x, until: soon}]}",
                "base: {approved: [{name: x, layers: [latest]}]}",
                "base: {approved: []}",
                "signed: {key: nowhere.pub}")) {
            Refusal refusal = assertThrows(Refusal.class, () -> policy(text), text);
            assertTrue(
                    String.valueOf(refusal.getMessage())
                            .contains(text.contains("nowhere") ? "nowhere.pub" : "policy.yaml"),
                    refusal.getMessage());
        }
    }

    @Test
    void names_the_line_of_what_is_wrong_in_a_policy() {
        Refusal refusal = assertThrows(Refusal.class, () -> policy("user: not-root\nsecret: none\n"));

        assertTrue(
                String.valueOf(refusal.getMessage()).endsWith("policy.yaml:2: unknown key 'secret'"),
                refusal.getMessage());
        assertEquals("secrets:", refusal.remedy());
    }

    @Test
    void the_example_has_every_key() {
        assertEquals(
                List.of("scanned", "findings", "base", "user", "secrets", "reference", "signed"),
                Policy.read(Path.of("labs/policies/example.yaml")).rules().stream()
                        .map(Rule::key)
                        .toList());
    }
}
