package nutshell.evidence.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.evidence.Documents;
import nutshell.evidence.Evidence;
import nutshell.evidence.FactSheet;
import nutshell.evidence.Facts;
import nutshell.evidence.proc.ProcDirectory;

/** A node's kubelet: its configuration file, which the command line of the running one names. */
public final class KubeletFacts {

    private static final Path USUAL = Path.of("/var/lib/kubelet/config.yaml");

    private KubeletFacts() {}

    public static List<Facts> read() {
        Optional<List<String>> words = commandLine();
        Path file =
                words.flatMap(line -> option(line, "--config")).map(Path::of).orElse(USUAL);
        if (words.isEmpty() && !Files.exists(file)) {
            return List.of(Facts.nothing("kubelet", "kubelet", file.toString(), "no kubelet runs here"));
        }
        return List.of(read(file, "kubelet"));
    }

    public static Facts read(Path file, String subject) {
        Evidence<List<JsonNode>> documents = Documents.yaml(file);
        if (documents.fact().isEmpty()) {
            return Facts.unreadable(
                    "kubelet", subject, file.toString(), documents.unseen().orElse(""));
        }
        return of(documents.fact().get().stream().findFirst().orElse(FactSheet.node(null)), file.toString(), subject);
    }

    /** What the file leaves out is what the kubelet takes for itself when it reads a file. */
    static Facts of(JsonNode configuration, String source, String subject) {
        return new FactSheet()
                .seen(
                        source,
                        "anonymous",
                        configuration
                                .path("authentication")
                                .path("anonymous")
                                .path("enabled")
                                .asBoolean(false))
                .seen(
                        source,
                        "authorization",
                        configuration.path("authorization").path("mode").asText("Webhook"))
                .seen(
                        source,
                        "read_only_port",
                        configuration.path("readOnlyPort").asLong(0))
                .seen(
                        source,
                        "seccomp_default",
                        configuration.path("seccompDefault").asBoolean(false))
                .of("kubelet", subject);
    }

    private static Optional<String> option(List<String> words, String name) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith(name + "=")) {
                return Optional.of(words.get(i).substring(name.length() + 1));
            }
            if (words.get(i).equals(name) && i + 1 < words.size()) {
                return Optional.of(words.get(i + 1));
            }
        }
        return Optional.empty();
    }

    private static Optional<List<String>> commandLine() {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> String.valueOf(process.getFileName()).matches("[0-9]+"))
                    .map(ProcDirectory::new)
                    .filter(process -> process.text("comm")
                            .fact()
                            .filter("kubelet\n"::equals)
                            .isPresent())
                    .flatMap(process -> process.text("cmdline").fact().stream())
                    .map(line -> List.of(line.split("\0", -1)))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
