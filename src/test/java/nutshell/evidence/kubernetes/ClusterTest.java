package nutshell.evidence.kubernetes;

import static nutshell.evidence.kubernetes.StandInCluster.base64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import nutshell.evidence.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ClusterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ServiceAccount NO_POD = new ServiceAccount(Path.of("/nowhere"));

    @TempDir
    private Path directory = Path.of("");

    @Test
    void objects_are_told_as_manifests_are_and_their_copies_by_their_owner() throws Exception {
        try (StandInCluster cluster = new StandInCluster(directory, "EC")) {
            populate(cluster);

            List<Facts> facts = read(cluster, "token: " + StandInCluster.TOKEN);

            assertEquals(
                    "kubernetes:shop deployment/web container app", facts.get(1).subject(), facts.toString());
            assertTrue(facts.get(1).is("privileged"));
            Facts pod = facts.get(2);
            assertEquals("kubernetes:shop deployment/web", pod.subject());
            assertEquals("privileged", pod.value("pod_security").path("meets").asText());
            assertEquals(
                    "kubectl get -n shop pod/web-5d9-x1",
                    pod.get("pod_security").source());
            assertEquals(
                    List.of("kubernetes clusterrole/robot"),
                    facts.stream()
                            .filter(each -> each.has("role_rules"))
                            .map(Facts::subject)
                            .toList(),
                    "what a cluster is born with is not told");
            Facts all = facts.get(facts.size() - 1);
            assertEquals(List.of("shop"), all.texts("without_policy"));
        }
    }

    @Test
    void only_asks_and_asks_for_no_secret() throws Exception {
        try (StandInCluster cluster = new StandInCluster(directory, "EC")) {
            populate(cluster);

            List<Facts> facts = read(cluster, "token: " + StandInCluster.TOKEN);

            assertTrue(cluster.requests().stream().allMatch(request -> request.startsWith("GET ")));
            assertTrue(cluster.requests().stream().noneMatch(request -> request.contains("secrets")));
            assertTrue(cluster.requests().contains("GET /api/v1/pods?limit=500&continue=a%2Bb"));
            assertFalse(facts.toString().contains("PLANTED"), facts.toString());
        }
    }

    @Test
    void what_the_account_may_not_list_is_unknown_and_the_rest_is_told() throws Exception {
        try (StandInCluster cluster = new StandInCluster(directory, "EC")) {
            populate(cluster);
            cluster.say("/apis/rbac.authorization.k8s.io/v1/clusterroles?limit=500", "");

            List<Facts> facts = read(cluster, "token: " + StandInCluster.TOKEN);

            Facts refused = facts.stream()
                    .filter(each -> each.subject().equals("kubernetes clusterroles"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("your account may not list them (403); kubectl auth can-i list clusterroles -A", why(refused));
            assertTrue(facts.stream().anyMatch(each -> each.has("privileged")));
        }
    }

    @ParameterizedTest
    @CsvSource({"RSA,PKCS8", "RSA,PKCS1", "EC,PKCS8", "EC,SEC1"})
    void a_client_certificate_is_as_good_as_a_token(String algorithm, String form) throws Exception {
        try (StandInCluster cluster = new StandInCluster(directory, algorithm)) {
            populate(cluster);

            List<Facts> facts = read(
                    cluster,
                    "client-certificate-data: %s\n    client-key-data: %s"
                            .formatted(base64(cluster.certificate("client")), base64(key(cluster, form))));

            assertTrue(facts.stream().anyMatch(each -> each.has("privileged")), facts.toString());
        }
    }

    @Test
    void the_credentials_of_others_are_refused_and_never_told() throws Exception {
        try (StandInCluster cluster = new StandInCluster(directory, "EC")) {
            populate(cluster);

            assertTold("does not take its kubeconfig's credentials (401)", read(cluster, "token: PLANTED-2"));
            assertTold("characters that no token has", read(cluster, "token: \"PLANTED\\u00e9\""));
            assertTold("cannot be used", read(cluster, """
                    client-certificate-data: UExBTlRFRA==
                        client-key-data: UExBTlRFRA=="""));
        }
    }

    @Test
    void a_server_that_nobody_vouches_for_gets_no_token() throws Exception {
        try (StandInCluster cluster = new StandInCluster(directory, "EC")) {
            Path config =
                    config(cluster.address(), base64(cluster.certificate("client")), "token: " + StandInCluster.TOKEN);

            assertTold("unable to find valid certification path", read(config));
            assertEquals(List.of(), cluster.requests());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exec: {command: /bin/false}     | a checklist starts none",
                "auth-provider: {name: oidc}     | a plug-in of kubectl's",
                "{username: me, password: PLANTED} | a name and a password",
                "as: system:admin                | acts as another",
                "tokenFile: nowhere              | nowhere: there is no such file",
            })
    void whoever_cannot_be_followed_is_unknown_with_the_reason(String user, String expected) throws IOException {
        assertTold(expected, read(config("https://127.0.0.1:1", "UExBTlRFRA==", user)));
    }

    @Test
    void absent_is_not_here_and_a_dead_server_is_unknown() throws IOException {
        List<Facts> absent = read(directory.resolve("none"));
        assertTrue(absent.get(0).has(Facts.NONE), absent.toString());

        assertTold("cannot be read: ", read(config("http://127.0.0.1:1", "", "token: x")));
        assertTold("expected https://", read(config("http://example.org", "", "token: x")));
        Path broken = Files.writeString(directory.resolve("broken"), "token: PLANTED: x");
        assertTold("it is not YAML at line 1", read(broken));
    }

    @Test
    void one_that_hangs_costs_its_patience_once() throws Exception {
        try (StandInCluster cluster = new StandInCluster(directory, "EC")) {
            populate(cluster);
            cluster.hang(30_000);

            List<Facts> facts = Cluster.read(
                    List.of(config(
                            cluster.address(),
                            base64(cluster.certificate("server")),
                            "token: " + StandInCluster.TOKEN)),
                    NO_POD,
                    Map.of(),
                    Duration.ofMillis(600));

            assertTold("did not answer in time", facts);
            assertTrue(cluster.requests().size() <= 1, cluster.requests().toString());
        }
    }

    @Test
    void the_first_of_several_files_has_the_last_word() throws IOException {
        Path one = Files.writeString(directory.resolve("one"), "{current-context: b, contexts: []}");
        Path two = Files.writeString(directory.resolve("two"), """
                current-context: a
                contexts: [{name: b, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "https://b.example:6443/"}}]
                users: [{name: u, user: {tokenFile: t}}]
                """);
        Files.writeString(directory.resolve("t"), "secret\n");

        List<Path> places = Kubeconfig.places(Map.of("KUBECONFIG", one + ":" + two, "HOME", "/nowhere"));
        ClusterAddress address = Kubeconfig.read(places).orElseThrow().address();

        assertEquals("https://b.example:6443", address.toString());
        assertEquals("secret", address.token().orElseThrow());
        assertEquals(List.of(Path.of("/home/me/.kube/config")), Kubeconfig.places(Map.of("HOME", "/home/me")));
    }

    private static void populate(StandInCluster cluster) {
        cluster.say("/api/v1/namespaces?limit=500", """
                {"items":[{"metadata":{"name":"shop"}}]}""");
        cluster.say("/api/v1/pods?limit=500", """
                {"metadata":{"continue":"a+b"},"items":[{"metadata":{"name":"web-5d9-x1","namespace":"shop",
                 "labels":{"pod-template-hash":"5d9"},"ownerReferences":[{"kind":"ReplicaSet","name":"web-5d9"}]},
                 "spec":{"containers":[{"name":"app","image":"web:1","securityContext":{"privileged":true},
                  "env":[{"name":"DB_PASSWORD","value":"PLANTED"}]}]}}]}""");
        cluster.say("/api/v1/pods?limit=500&continue=a%2Bb", """
                {"items":[{"metadata":{"name":"lone","namespace":"shop"},"spec":{"containers":[]}}]}""");
        cluster.say("/apis/rbac.authorization.k8s.io/v1/clusterroles?limit=500", """
                {"items":[{"metadata":{"name":"robot"},"rules":[{"verbs":["*"],"resources":["*"]}]},
                 {"metadata":{"name":"cluster-admin","labels":{"kubernetes.io/bootstrapping":"rbac-defaults"}},"rules":[]}]}""");
    }

    private List<Facts> read(StandInCluster cluster, String user) throws IOException, GeneralSecurityException {
        Path config = config(cluster.address(), base64(cluster.certificate("server")), user);
        return read(config);
    }

    private static List<Facts> read(Path config) {
        return Cluster.read(List.of(config), NO_POD, Map.of(), PATIENCE);
    }

    private Path config(String server, String authority, String user) throws IOException {
        return Files.writeString(directory.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: here
                contexts: [{name: here, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                users:
                - name: u
                  user:
                    %s
                """.formatted(server, authority, user));
    }

    private static void assertTold(String expected, List<Facts> facts) {
        assertTrue(why(facts.get(0)).contains(expected), facts.toString());
        assertFalse(facts.toString().contains("PLANTED"), facts.toString());
    }

    private static String why(Facts facts) {
        return facts.get(Facts.ALL).unseen().orElse("");
    }

    private static String key(StandInCluster cluster, String form) throws GeneralSecurityException {
        byte[] pkcs8 = cluster.clientKey().getEncoded();
        return switch (form) {
            // What PKCS #8 wraps of an RSA key begins with its own sequence, behind 26 bytes where a length takes two.
            case "PKCS1" -> StandInCluster.pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
            case "SEC1" -> StandInCluster.pem("EC PRIVATE KEY", sec1((ECPrivateKey) cluster.clientKey()));
            default -> StandInCluster.pem("PRIVATE KEY", pkcs8);
        };
    }

    /** As openssl ecparam -genkey writes it: SEQUENCE { 1, number, [0] curve }, here without the public key. */
    private static byte[] sec1(ECPrivateKey key) {
        BigInteger number = key.getS();
        String digits = "%0" + key.getParams().getOrder().bitLength() / 4 + "x";
        String hex = digits.formatted(number);
        int bytes = hex.length() / 2;
        String curve = bytes == 32 ? "06082a8648ce3d030107" : "06052b81040022";
        String inside = "020101" + "04%02x".formatted(bytes) + hex + "a0%02x".formatted(curve.length() / 2) + curve;
        return HexFormat.of().parseHex("30%02x".formatted(inside.length() / 2) + inside);
    }
}
