package nutshell.evidence.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nutshell.evidence.Documents;
import nutshell.evidence.Evidence;
import nutshell.evidence.FactSheet;
import nutshell.evidence.Facts;
import nutshell.evidence.containers.SecretNames;

/** A Dockerfile: its bases, what it fetches that may change, and which secrets it lays into layers. */
final class Dockerfile {

    private final Path file;
    private final String path;

    Dockerfile(Path file, String path) {
        this.file = file;
        this.path = path;
    }

    /** One instruction with its continued lines. */
    private record Instruction(int line, String word, String rest) {}

    Facts read() {
        Evidence<List<Instruction>> instructions = Documents.text(file).parsed(Dockerfile::parse);
        if (instructions.fact().isEmpty()) {
            return Facts.unreadable(
                    "dockerfiles", path, path, instructions.unseen().orElse(""));
        }
        List<Instruction> all = instructions.fact().get();
        String ignored =
                Documents.text(file.resolveSibling(".dockerignore")).fact().orElse("");
        return new FactSheet()
                .seen(path, "images", images(all))
                .seen(path, "secrets", secrets(all))
                .seen(path, "unpinned", unpinned(all))
                .seen(
                        path,
                        "copies_all",
                        all.stream()
                                .anyMatch(each ->
                                        each.word.matches("COPY|ADD") && each.rest.matches("(--\\S+ )*\\.?/?\\s+.*")))
                .seen(
                        path,
                        "ignores_git",
                        ignored.lines().anyMatch(line -> line.strip().matches("(\\*\\*/)?/?\\.git/?|\\*|\\.\\*")))
                .seen(
                        path,
                        "ignores_env",
                        ignored.lines()
                                .anyMatch(line -> line.strip().matches("(\\*\\*/)?/?\\.env\\*?|\\*\\.env|\\*|\\.\\*")))
                .of("dockerfiles", path);
    }

    private static List<Instruction> parse(String text) {
        List<Instruction> instructions = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        int start = 1;
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#")) {
                continue;
            }
            if (current.isEmpty()) {
                start = number;
            }
            boolean goesOn = stripped.endsWith("\\");
            current.append(goesOn ? stripped.substring(0, stripped.length() - 1) + " " : stripped);
            if (!goesOn) {
                String whole = current.toString().strip();
                int space = whole.indexOf(' ');
                if (space > 0) {
                    instructions.add(new Instruction(
                            start,
                            whole.substring(0, space).toUpperCase(Locale.ROOT),
                            whole.substring(space + 1).strip()));
                }
                current.setLength(0);
            }
        }
        return instructions;
    }

    /** Stages that build on an earlier one bring in nothing new. */
    private static List<String> images(List<Instruction> all) {
        Map<String, String> arguments = new LinkedHashMap<>();
        List<String> stages = new ArrayList<>();
        List<String> images = new ArrayList<>();
        for (Instruction each : all) {
            if (each.word.equals("ARG") && each.rest.contains("=")) {
                arguments.put(each.rest.replaceFirst("=.*", ""), each.rest.replaceFirst("^[^=]*=", ""));
            } else if (each.word.equals("FROM")) {
                String name = each.rest.replaceAll("--\\S+\\s+", "").replaceFirst("\\s.*", "");
                for (Map.Entry<String, String> argument : arguments.entrySet()) {
                    name = name.replace("${" + argument.getKey() + "}", argument.getValue())
                            .replace("$" + argument.getKey(), argument.getValue());
                }
                if (!stages.contains(name)) {
                    images.add(name);
                }
                if (each.rest.matches("(?i).*\\sas\\s+\\S+")) {
                    stages.add(each.rest.replaceFirst("(?i).*\\sas\\s+", ""));
                }
            }
        }
        return images;
    }

    private static List<Map<String, String>> secrets(List<Instruction> all) {
        List<Map<String, String>> secrets = new ArrayList<>();
        for (Instruction each : all) {
            String where = "line " + each.line + ", " + each.word;
            if (each.word.matches("ARG|ENV")) {
                String assignments = each.rest.contains("=") ? each.rest : each.rest.replaceFirst("\\s+", "=");
                String name = each.rest.replaceFirst("[=\\s].*", "");
                if (each.word.equals("ARG")
                        && !each.rest.contains("=")
                        && SecretNames.isSecret(name, "given when it is built")) {
                    secrets.add(Map.of("where", where, "name", name));
                }
                SecretNames.assignments(assignments)
                        .forEach(found -> secrets.add(Map.of("where", where, "name", found.getOrDefault("name", ""))));
            } else if (each.word.equals("RUN")) {
                SecretNames.assignments(each.rest)
                        .forEach(found -> secrets.add(Map.of("where", where, "name", found.getOrDefault("name", ""))));
            } else if (each.word.matches("COPY|ADD")
                    && each.rest.matches(
                            ".*(\\.env|id_rsa|id_ed25519|\\.npmrc|\\.netrc|\\.pypirc|\\.aws|\\.ssh)\\b.*")) {
                secrets.add(Map.of("where", where, "name", each.rest.replaceFirst("\\s.*", "")));
            }
        }
        return secrets;
    }

    private static List<String> unpinned(List<Instruction> all) {
        List<String> found = new ArrayList<>();
        for (Instruction each : all) {
            String at = "line " + each.line + ": ";
            if (each.word.equals("ADD") && each.rest.matches(".*https?://.*") && !each.rest.contains("--checksum=")) {
                found.add(at + "ADD of a URL without --checksum");
            }
            if (!each.word.equals("RUN")) {
                continue;
            }
            if (each.rest.matches("(?s).*\\b(curl|wget)\\b[^|;&]*\\|\\s*(sudo\\s+)?(ba|z|da)?sh\\b.*")) {
                found.add(at + "runs what a URL serves today (curl into a shell)");
            }
            if (each.rest.matches("(?s).*\\b(apt-get|apt|apk|yum|dnf|microdnf)\\s+(-\\S+\\s+)*(install|add)\\b.*")
                    && !each.rest.matches("(?s).*[a-z0-9.+-]+(=|~=|-[0-9])[0-9].*")) {
                found.add(at + "installs packages without versions");
            }
            if (each.rest.matches("(?s).*\\bpip3?\\s+install\\s+.*")
                    && !each.rest.matches("(?s).*(==|--require-hashes|-r\\s|\\s\\.(\\s|$)).*")) {
                found.add(at + "pip install without versions");
            }
            if (each.rest.matches("(?s).*\\bnpm\\s+install\\b.*")) {
                found.add(at + "npm install instead of npm ci");
            }
            if (each.rest.matches("(?s).*\\b(apt-get|apt)\\s+(-\\S+\\s+)*(dist-)?upgrade\\b.*")) {
                found.add(at + "upgrades to whatever is newest on the day");
            }
        }
        return found;
    }
}
