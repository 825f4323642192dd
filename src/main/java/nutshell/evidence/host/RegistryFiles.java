package nutshell.evidence.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nutshell.evidence.Documents;
import nutshell.evidence.FactSheet;
import nutshell.evidence.Facts;
import nutshell.refusals.Printable;

/** The files that say from where images are fetched, and which are refused. */
public final class RegistryFiles {

    private RegistryFiles() {}

    public static List<Facts> read() {
        List<Facts> all = new ArrayList<>();
        Path containers = Path.of("/etc/containers");
        List<Path> registries = new ArrayList<>(List.of(containers.resolve("registries.conf")));
        try (Stream<Path> more = Files.list(containers.resolve("registries.conf.d"))) {
            more.filter(file -> file.toString().endsWith(".conf")).sorted().forEach(registries::add);
        } catch (IOException e) {
            // There need not be any.
            registries.removeIf(file -> !Files.exists(file));
        }
        for (Path file : registries) {
            if (Files.exists(file)) {
                all.add(new FactSheet()
                        .note("insecure", Documents.text(file).parsed(RegistryFiles::insecure))
                        .of("registries", file.toString()));
            }
        }
        Path policy = containers.resolve("policy.json");
        if (Files.exists(policy)) {
            all.add(new FactSheet()
                    .note("accepts_anything", Documents.json(policy).parsed(RegistryFiles::acceptsAnything))
                    .of("registries", policy.toString()));
        }
        Path daemon = Path.of("/etc/docker/daemon.json");
        if (Files.exists(daemon)) {
            all.add(new FactSheet()
                    .note("insecure", Documents.json(daemon).parsed(RegistryFiles::insecureOfDaemon))
                    .of("registries", daemon.toString()));
        }
        if (Files.exists(Path.of("/var/lib/docker")) || Files.exists(daemon)) {
            boolean trust = "1".equals(System.getenv("DOCKER_CONTENT_TRUST"));
            all.add(new FactSheet()
                    .seen("DOCKER_CONTENT_TRUST", "accepts_anything", !trust)
                    .of("registries", "docker's content trust"));
        }
        return all.isEmpty()
                ? List.of(Facts.nothing(
                        "registries",
                        "this machine",
                        "/etc/containers, /etc/docker",
                        "no file here says how images are fetched"))
                : all;
    }

    /** Reads the part of TOML that these files use: tables, and keys with one value on one line. */
    static List<String> insecure(String toml) {
        List<String> insecure = new ArrayList<>();
        String location = "";
        boolean old = false;
        for (String line : toml.lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                location = "";
                old = line.equals("[registries.insecure]");
            } else if (line.matches("(location|prefix)\\s*=.*")) {
                location = value(line);
            } else if (line.matches("insecure\\s*=\\s*true.*")) {
                insecure.add(location.isEmpty() ? "a registry" : location);
            } else if (old && line.matches("registries\\s*=\\s*\\[.*\"[^\"]+\".*")) {
                insecure.add(value(line));
            }
        }
        return beyondLoopback(insecure);
    }

    static boolean acceptsAnything(JsonNode policy) {
        return Facts.elements(policy.path("default")).stream()
                .anyMatch(rule -> rule.path("type").asText().equals("insecureAcceptAnything"));
    }

    static List<String> insecureOfDaemon(JsonNode daemon) {
        return beyondLoopback(Facts.texts(daemon.path("insecure-registries")));
    }

    private static List<String> beyondLoopback(List<String> registries) {
        return registries.stream()
                .filter(name -> !name.matches("(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?(/.*)?|127\\.0\\.0\\.0/8"))
                .map(name -> Printable.text(name, 200))
                .toList();
    }

    private static String value(String line) {
        return line.replaceFirst("^[^=]*=\\s*\\[?\\s*", "")
                .replaceAll("[\"'\\]]", "")
                .replaceFirst("\\s*#.*", "")
                .strip();
    }
}
