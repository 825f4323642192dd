package nutshell.evidence.kubernetes;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import nutshell.evidence.Documents;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Who a pod is to its own cluster: the account whose token and authority the kubelet puts into its containers. */
record ServiceAccount(Path directory) {

    static final ServiceAccount OF_THIS_POD =
            new ServiceAccount(Path.of("/var/run/secrets/kubernetes.io/serviceaccount"));

    private static final String TOKEN = "[A-Za-z0-9._~+/=-]+";

    /** Empty where this is no pod, or one without a token. */
    Optional<ClusterAddress> address(Map<String, String> environment) {
        String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        if (host.isEmpty() || !Files.exists(directory.resolve("token"))) {
            return Optional.empty();
        }
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        String token = text("token").strip();
        if (!token.matches(TOKEN)) {
            throw wrong("its token holds characters that no token has");
        }
        return Optional.of(new ClusterAddress(
                server(host, port),
                Optional.of(text("ca.crt").getBytes(StandardCharsets.ISO_8859_1)),
                Optional.of(token),
                Optional.empty(),
                Optional.empty()));
    }

    /** An address of version 6 stands in brackets. */
    private static URI server(String host, String port) {
        try {
            return URI.create("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
        } catch (IllegalArgumentException e) {
            throw wrong("KUBERNETES_SERVICE_HOST and _PORT are no address: " + Printable.text(host, 100) + ", "
                    + Printable.text(port, 20));
        }
    }

    private String text(String name) {
        var text = Documents.text(directory.resolve(name));
        return text.fact().orElseThrow(() -> wrong(name + ": " + text.unseen().orElse("")));
    }

    private static Refusal wrong(String what) {
        return Refusal.machine(
                "this pod's service account cannot be used: " + what,
                "automountServiceAccountToken: true, and see checklist/fleet/kubernetes");
    }
}
