package nutshell.checklist.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import nutshell.checklist.Finding;
import nutshell.evidence.Facts;

/** Who can be reached, by whom, and how each side knows the other. */
final class NetworkRules {

    private NetworkRules() {}

    static List<Finding> listensWhereMeant(Facts facts) {
        if (facts.has("service_type")) {
            return service(facts);
        }
        Verdict verdict = new Verdict(facts);
        if (facts.text("network_mode").orElse("").equals("host")) {
            verdict.weak("network_mode", "shares the host's network: whatever it listens on is open as the host is");
        }
        verdict.on("ports", ports -> {
            for (JsonNode port : ports) {
                String address = port.path("address").asText();
                String where = "%s:%s to %s"
                        .formatted(
                                address.contains(":") ? "[" + address + "]" : address,
                                port.path("port").asText("?"),
                                port.path("inside").asText());
                if (address.matches("0\\.0\\.0\\.0|::|\\[::\\]|\\*|")) {
                    verdict.weak("ports", "published to the world: " + where);
                } else {
                    verdict.good("ports", "published on " + where);
                }
            }
        });
        return verdict.otherwise("ports", "publishes no port").findings();
    }

    private static List<Finding> service(Facts facts) {
        Verdict verdict = new Verdict(facts);
        String type = facts.text("service_type").orElse("");
        return verdict.when(
                        type.matches("NodePort|LoadBalancer"),
                        "service_type",
                        type + ": reachable from outside the cluster",
                        type + ": reachable inside the cluster")
                .findings();
    }

    static List<Finding> conversationsAreFew(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (facts.collector().equals("manifests")) {
            if (!facts.text("kind").orElse("").equals("Namespaces")) {
                return List.of();
            }
            verdict.on(
                    "without_policy",
                    names -> verdict.when(
                            !names.isEmpty(),
                            "without_policy",
                            "no NetworkPolicy covers " + Verdict.some(Facts.texts(names)) + ": all may talk to all",
                            "each namespace has a NetworkPolicy"));
            return verdict.findings();
        }
        String name = facts.text("name").orElse("");
        if (name.matches("host|none") || facts.text("driver").orElse("").matches("host|null")) {
            return List.of();
        }
        boolean standard = name.matches("bridge|podman");
        verdict.on("icc", open -> {
            if (!open.asBoolean()) {
                verdict.good("icc", "its members cannot talk to each other unless linked");
            } else if (standard) {
                verdict.weak("icc", "the default network, where every container may talk to every other");
            } else {
                verdict.ask("icc", "its members may all talk to each other: is there one conversation too many?");
            }
        });
        return verdict.findings();
    }

    static List<Finding> sidesProveThemselves(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (facts.collector().equals("networks")) {
            if (facts.text("driver").orElse("").equals("overlay")) {
                verdict.on(
                        "encrypted",
                        encrypted -> verdict.when(
                                !encrypted.asBoolean(),
                                "encrypted",
                                "an overlay between hosts, not encrypted",
                                "an encrypted overlay"));
            }
            return verdict.findings();
        }
        verdict.on("plain_http", names -> {
            if (names.isEmpty()) {
                verdict.ask(
                        "plain_http",
                        "nothing in its settings goes over the network in the clear; who checks certificates?");
            } else {
                verdict.weak("plain_http", "talks without proof of who answers: " + Verdict.some(Facts.texts(names)));
            }
        });
        return verdict.findings();
    }

    static List<Finding> cannotCallOut(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (facts.collector().equals("manifests")) {
            if (!facts.text("kind").orElse("").equals("Namespaces")) {
                return List.of();
            }
            verdict.on(
                    "without_egress",
                    names -> verdict.when(
                            !names.isEmpty(),
                            "without_egress",
                            "no egress rule covers " + Verdict.some(Facts.texts(names)),
                            "each namespace has egress rules"));
            return verdict.findings();
        }
        if (facts.collector().equals("networks")) {
            if (facts.text("driver").orElse("").matches("bridge|overlay|macvlan|ipvlan")) {
                verdict.on(
                        "internal",
                        inner -> verdict.when(
                                !inner.asBoolean(),
                                "internal",
                                "not internal: its members can call out, to a cloud's metadata address too",
                                "internal: nothing in it can call out"));
            }
            return verdict.findings();
        }
        String mode = facts.text("network_mode").orElse("");
        if (mode.equals("host")) {
            verdict.weak(
                    "network_mode",
                    "shares the host's network: it calls out as the host does, 169.254.169.254 included");
        } else if (mode.equals("none")) {
            verdict.good("network_mode", "has no network");
        }
        return verdict.findings();
    }
}
