package nutshell.evidence.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.evidence.Documents;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * What kubectl would use now: the current context's cluster and user, of all files that {@code KUBECONFIG} names.
 *
 * @param files those that were read, the first of which has the last word
 */
record Kubeconfig(List<Path> files, List<JsonNode> documents) {

    /** The fields of a cluster or user that change whom we would talk to, as whom; not following them would mislead. */
    private static final Map<String, String> NOT_FOLLOWED = Map.of(
            "exec", "its user is known by a program that would have to be started (exec), and a checklist starts none",
            "auth-provider", "its user is known by a plug-in of kubectl's (auth-provider)",
            "username", "its user is known by a name and a password, which clusters take no more",
            "as", "its user acts as another (as)",
            "insecure-skip-tls-verify", "it does not check who answers, and credentials are not sent to strangers",
            "tls-server-name", "its server is known by another name (tls-server-name)",
            "proxy-url", "its server is behind a proxy (proxy-url)");

    Kubeconfig {
        files = List.copyOf(files);
        documents = List.copyOf(documents);
    }

    /** Where kubectl looks. */
    static List<Path> places(Map<String, String> environment) {
        String named = environment.getOrDefault("KUBECONFIG", "");
        String home = environment.getOrDefault("HOME", "/root");
        return named.isEmpty()
                ? List.of(Path.of(home, ".kube/config"))
                : Stream.of(named.split(":", -1))
                        .filter(name -> !name.isEmpty())
                        .map(Path::of)
                        .toList();
    }

    /** Empty where there is no such file; refuses one that cannot be read. */
    static Optional<Kubeconfig> read(List<Path> places) {
        List<Path> files = places.stream().filter(Files::exists).toList();
        List<JsonNode> documents = new ArrayList<>();
        for (Path file : files) {
            var read = Documents.yaml(file);
            documents.addAll(read.fact()
                    .orElseThrow(() ->
                            wrong(file + " cannot be read: " + read.unseen().orElse(""))));
        }
        return files.isEmpty() ? Optional.empty() : Optional.of(new Kubeconfig(files, documents));
    }

    /** Refuses what cannot be followed as kubectl would. */
    ClusterAddress address() {
        String current = documents.stream()
                .map(each -> each.path("current-context").asText(""))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElseThrow(() -> wrong(files.get(0) + " names no current context"));
        JsonNode context = named("contexts", "context", current);
        JsonNode cluster = named("clusters", "cluster", context.path("cluster").asText(""));
        JsonNode user = context.path("user").asText("").isEmpty()
                ? MissingNode.getInstance()
                : named("users", "user", context.path("user").asText());
        for (JsonNode each : List.of(cluster, user)) {
            NOT_FOLLOWED.forEach((name, why) -> {
                if (each.has(name) && !each.path(name).asText().equals("false")) {
                    throw wrong("context " + Printable.text(current, 100) + ": " + why);
                }
            });
        }
        return new ClusterAddress(
                server(cluster.path("server").asText("")),
                bytes(cluster, "certificate-authority"),
                token(user),
                bytes(user, "client-certificate"),
                bytes(user, "client-key"));
    }

    private static URI server(String address) {
        try {
            URI server = URI.create(address.replaceFirst("/+$", ""));
            boolean here = String.valueOf(server.getHost()).matches("localhost|127\\.[0-9.]+|\\[::1]");
            if (server.getHost() != null
                    && ("https".equals(server.getScheme()) || ("http".equals(server.getScheme()) && here))) {
                return server;
            }
        } catch (IllegalArgumentException e) {
            // Told below, with what was expected.
        }
        throw wrong("its server is " + Printable.text(address, 200) + ": expected https://HOST:PORT");
    }

    /** The entry of that name; relative paths in it are meant from its file's directory. */
    private JsonNode named(String list, String kind, String name) {
        for (int i = 0; i < documents.size(); i++) {
            for (JsonNode each : documents.get(i).path(list)) {
                if (each.path("name").asText().equals(name) && each.path(kind) instanceof ObjectNode entry) {
                    return entry.deepCopy().put("file", files.get(i).toString());
                }
            }
        }
        throw wrong("there is no %s '%s' in %s".formatted(kind, Printable.text(name, 100), files.get(0)));
    }

    private static Optional<String> token(JsonNode user) {
        Optional<String> token = user.has("tokenFile")
                ? Optional.of(text(user, "tokenFile"))
                : Optional.of(user.path("token").asText(""));
        return token.map(String::strip).filter(value -> !value.isEmpty()).map(value -> {
            if (!value.matches("[A-Za-z0-9._~+/=-]+")) {
                throw wrong("its token holds characters that no token has");
            }
            return value;
        });
    }

    /** A file's content, or what stands beside its name with {@code -data}, which comes first. */
    private static Optional<byte[]> bytes(JsonNode entry, String name) {
        String data = entry.path(name + "-data").asText("");
        if (!data.isEmpty()) {
            try {
                return Optional.of(Base64.getMimeDecoder().decode(data));
            } catch (IllegalArgumentException e) {
                throw wrong("its " + name + "-data is not base64");
            }
        }
        return entry.has(name)
                ? Optional.of(text(entry, name).getBytes(StandardCharsets.ISO_8859_1))
                : Optional.empty();
    }

    private static String text(JsonNode entry, String name) {
        Path file = Path.of(entry.path("file").asText())
                .resolveSibling(entry.path(name).asText());
        var text = Documents.text(file);
        return text.fact()
                .orElseThrow(() ->
                        wrong("its " + name + " " + file + ": " + text.unseen().orElse("")));
    }

    private static Refusal wrong(String what) {
        return Refusal.machine(
                Printable.text(what, 400), "kubectl config view --minify; or kubectl get -o yaml … into --target dir=");
    }
}
