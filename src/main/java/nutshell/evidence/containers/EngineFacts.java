package nutshell.evidence.containers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.evidence.Documents;
import nutshell.evidence.Evidence;
import nutshell.evidence.FactSheet;
import nutshell.evidence.Facts;
import nutshell.evidence.proc.ProcDirectory;
import nutshell.evidence.runtime.EngineApi;

/** What an engine is, and how it was started: its file merged with the command line of the process that runs. */
final class EngineFacts {

    private static final List<String> LISTS =
            List.of("hosts", "insecure-registries", "authorization-plugins", "default-ulimits");

    private final EngineAddress address;
    private final String label;

    EngineFacts(EngineAddress address, String label) {
        this.address = address;
        this.label = label;
    }

    Facts read(JsonNode version, EngineApi.Reply info) {
        FactSheet sheet = new FactSheet();
        String source = label + " version";
        sheet.seen(source, "kind", label.replaceFirst("@.*", ""));
        sheet.seen(source, "version", version.path("Version").asText(""));
        for (JsonNode component : version.path("Components")) {
            String name = component.path("Name").asText("");
            if (name.matches("runc|containerd|crun")) {
                sheet.seen(source, name, component.path("Version").asText(""));
            }
        }
        if (info.found()) {
            about(sheet, info.body());
        } else {
            sheet.unseen(label + " info", "security", info.message());
        }
        socket(sheet);
        if (label.startsWith("docker")) {
            configuration(sheet);
        }
        return sheet.of("engines", label);
    }

    private void about(FactSheet sheet, JsonNode info) {
        String source = label + " info";
        sheet.seen(source, "security", Facts.texts(info.path("SecurityOptions")));
        sheet.seen(source, "root", info.path("DockerRootDir").asText(""));
        if (!info.path("LoggingDriver").asText("").isEmpty()) {
            sheet.seen(source, "log_driver", info.path("LoggingDriver").asText());
        }
        sheet.seen(source, "live_restore", info.path("LiveRestoreEnabled").asBoolean());
        sheet.seen(
                source,
                "swarm",
                info.path("Swarm").path("LocalNodeState").asText("").equals("active"));
        sheet.seen(source, "insecure_registries", insecure(info.path("RegistryConfig")));
        String root = info.path("DockerRootDir").asText("");
        if (root.startsWith("/")) {
            sheet.note("storage", Storage.below(Path.of(root)));
        }
    }

    /** Beyond loopback: registries whose identity nobody checks. */
    private static List<String> insecure(JsonNode registries) {
        List<String> insecure = new ArrayList<>();
        for (String network : Facts.texts(registries.path("InsecureRegistryCIDRs"))) {
            if (!network.startsWith("127.") && !network.startsWith("::1")) {
                insecure.add(network);
            }
        }
        registries.path("IndexConfigs").properties().forEach(index -> {
            if (!index.getValue().path("Secure").asBoolean(true)) {
                insecure.add(index.getKey());
            }
        });
        return insecure;
    }

    private void socket(FactSheet sheet) {
        Path socket = address.socket();
        try {
            Map<String, Object> facts =
                    Files.readAttributes(socket.toRealPath(), "unix:mode,uid,gid,group", LinkOption.NOFOLLOW_LINKS);
            int mode = facts.get("mode") instanceof Integer bits ? bits & 07777 : 0;
            sheet.seen(
                    socket.toString(),
                    "socket",
                    Map.of(
                            "mode", String.format("%04o", mode),
                            "uid", facts.getOrDefault("uid", 0),
                            "group", String.valueOf(facts.get("group"))));
        } catch (IOException e) {
            sheet.unseen(socket.toString(), "socket", Documents.reason(e));
        }
    }

    /** The file the running daemon was told to read, or the usual one; then what its command line says over it. */
    private void configuration(FactSheet sheet) {
        Optional<List<String>> words = commandLine();
        if (words.isEmpty()) {
            sheet.unseen(
                    "/proc/*/cmdline",
                    "settings",
                    "no dockerd of this engine is in sight; run as root, on the same machine");
            return;
        }
        Map<String, List<String>> options = options(words.get());
        String file = options.getOrDefault("config-file", List.of("/etc/docker/daemon.json"))
                .get(0);
        Evidence<JsonNode> document = Documents.json(Path.of(file));
        Map<String, Object> settings = new LinkedHashMap<>();
        if (document.fact().isPresent()) {
            document.fact().get().properties().forEach(each -> settings.put(each.getKey(), each.getValue()));
        } else if (Files.exists(Path.of(file))) {
            sheet.unseen(file, "settings", document.unseen().orElse(""));
            return;
        }
        options.forEach((name, values) -> settings.put(
                plural(name), values.size() == 1 && !LISTS.contains(plural(name)) ? values.get(0) : values));
        sheet.seen(file + " and dockerd's command line", "settings", settings);
    }

    private static String plural(String name) {
        return switch (name) {
            case "host", "insecure-registry", "authorization-plugin", "default-ulimit" ->
                name.replaceFirst("y$", "ie") + "s";
            default -> name;
        };
    }

    static Map<String, List<String>> options(List<String> words) {
        Map<String, List<String>> options = new LinkedHashMap<>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i).equals("-H") ? "--host" : words.get(i);
            if (!word.startsWith("--")) {
                continue;
            }
            int equals = word.indexOf('=');
            boolean apart =
                    equals < 0 && i + 1 < words.size() && !words.get(i + 1).startsWith("-");
            String value = equals > 0 ? word.substring(equals + 1) : apart ? words.get(i + 1) : "true";
            options.computeIfAbsent(
                            equals > 0 ? word.substring(2, equals) : word.substring(2), name -> new ArrayList<>())
                    .add(value);
        }
        return options;
    }

    /** Of the daemon that listens where we ask: another's command line would tell of another engine. */
    private Optional<List<String>> commandLine() {
        List<List<String>> daemons = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            processes
                    .filter(process -> String.valueOf(process.getFileName()).matches("[0-9]+"))
                    .map(ProcDirectory::new)
                    .filter(process -> process.text("comm")
                            .fact()
                            .filter("dockerd\n"::equals)
                            .isPresent())
                    .forEach(process -> process.text("cmdline")
                            .fact()
                            .ifPresent(line -> daemons.add(List.of(line.split("\0", -1)))));
        } catch (IOException e) {
            return Optional.empty();
        }
        return daemons.stream()
                .filter(words -> daemons.size() == 1
                        || String.join(" ", words).contains(address.socket().toString()))
                .findFirst();
    }
}
