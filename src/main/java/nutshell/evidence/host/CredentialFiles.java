package nutshell.evidence.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nutshell.evidence.Documents;
import nutshell.evidence.FactSheet;
import nutshell.evidence.Facts;
import nutshell.refusals.Printable;

/** Files that hold somebody's right to pull or push: for which registries, never what. */
public final class CredentialFiles {

    private static final int MOST_HOMES = 500;

    private CredentialFiles() {}

    public static List<Facts> read() {
        List<Facts> all = new ArrayList<>();
        for (Path file : candidates()) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                all.add(read(file));
            }
        }
        return all.isEmpty()
                ? List.of(Facts.nothing(
                        "credentials",
                        "this machine",
                        "~/.docker/config.json, auth.json",
                        "no credentials for a registry lie here"))
                : all;
    }

    static Facts read(Path file) {
        FactSheet sheet = new FactSheet().seen(file.toString(), "kind", "registry");
        sheet.note("registries", Documents.json(file).parsed(CredentialFiles::registries));
        facts(sheet, file);
        return sheet.of("credentials", file.toString());
    }

    /** Mode and age, which files of secrets share. */
    public static void facts(FactSheet sheet, Path file) {
        String source = file.toString();
        try {
            int mode = Files.getAttribute(file, "unix:mode") instanceof Integer bits ? bits & 07777 : 0;
            sheet.seen(source, "mode", String.format("%04o", mode));
            Instant changed = Files.getLastModifiedTime(file).toInstant();
            sheet.seen(
                    source, "age_days", Duration.between(changed, Instant.now()).toDays());
        } catch (IOException e) {
            sheet.unseen(source, "mode", Documents.reason(e));
            sheet.unseen(source, "age_days", Documents.reason(e));
        }
    }

    static List<String> registries(JsonNode document) {
        List<String> inline = new ArrayList<>();
        document.path("auths").properties().forEach(registry -> {
            boolean credentials = !registry.getValue().path("auth").asText("").isEmpty()
                    || !registry.getValue().path("identitytoken").asText("").isEmpty()
                    || !registry.getValue().path("password").asText("").isEmpty();
            if (credentials) {
                inline.add(Printable.text(registry.getKey(), 200));
            }
        });
        return inline;
    }

    private static List<Path> candidates() {
        List<Path> files = new ArrayList<>();
        for (Path home : homes()) {
            files.add(home.resolve(".docker/config.json"));
            files.add(home.resolve(".config/containers/auth.json"));
            files.add(home.resolve(".dockercfg"));
        }
        directories(Path.of("/run/user")).forEach(user -> files.add(user.resolve("containers/auth.json")));
        directories(Path.of("/run/containers")).forEach(user -> files.add(user.resolve("auth.json")));
        files.add(Path.of("/var/lib/kubelet/config.json"));
        return files.stream().distinct().toList();
    }

    private static List<Path> homes() {
        List<Path> homes =
                new ArrayList<>(List.of(Path.of(System.getProperty("user.home", "/root")), Path.of("/root")));
        homes.addAll(directories(Path.of("/home")));
        return homes.stream().distinct().limit(MOST_HOMES).toList();
    }

    private static List<Path> directories(Path parent) {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.sorted().limit(MOST_HOMES).toList();
        } catch (IOException e) {
            // Not everybody has one.
            return List.of();
        }
    }
}
