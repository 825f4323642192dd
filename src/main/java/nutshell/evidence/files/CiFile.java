package nutshell.evidence.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import nutshell.evidence.Documents;
import nutshell.evidence.Evidence;
import nutshell.evidence.FactSheet;
import nutshell.evidence.Facts;

/** A pipeline of GitHub, GitLab or Jenkins: what its builder could reach, and whether its scans can stop anything. */
final class CiFile {

    private static final Pattern SCANNERS = Pattern.compile(
            "\\b(trivy|grype|clair|snyk|anchore|syft|docker scout|dockle|hadolint|kubesec|checkov|kics|container[_-]scanning|nutshell (gate|check))\\b",
            Pattern.CASE_INSENSITIVE);

    private final Path file;
    private final String path;

    CiFile(Path file, String path) {
        this.file = file;
        this.path = path;
    }

    Facts read() {
        Evidence<String> text = Documents.text(file);
        if (text.fact().isEmpty()) {
            return Facts.unreadable("ci", path, path, text.unseen().orElse(""));
        }
        List<String> lines = text.fact().get().lines().toList();
        return new FactSheet()
                .seen(path, "builder", builder(lines))
                .seen(path, "scans", scans(lines))
                .seen(path, "ignored", ignored(lines))
                .seen(
                        path,
                        "scheduled",
                        lines.stream()
                                .map(String::strip)
                                .anyMatch(line -> line.matches(
                                        "schedule:.*|- cron:.*|cron\\(.*|.*\\$CI_PIPELINE_SOURCE.*schedule.*")))
                .of("ci", path);
    }

    private static List<String> builder(List<String> lines) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = code(lines.get(i));
            String at = "line " + (i + 1) + ": ";
            if (line.contains("docker.sock")) {
                found.add(at + "gets the host's runtime socket");
            }
            if (line.matches(".*--privileged\\b.*|\\s*privileged:\\s*true.*")) {
                found.add(at + "runs privileged");
            }
            if (line.matches(".*\\bdocker:[0-9a-z.-]*dind\\b.*")) {
                found.add(at + "docker in docker, which needs a privileged runner");
            }
            if (line.matches("\\s*-?\\s*pull_request_target:?.*")) {
                found.add(at + "pull_request_target: strangers' changes run with your secrets");
            }
            if (line.matches("\\s*permissions:\\s*write-all.*")) {
                found.add(at + "permissions: write-all");
            }
        }
        return found;
    }

    private static Set<String> scans(List<String> lines) {
        Set<String> scans = new LinkedHashSet<>();
        for (String line : lines) {
            var matcher = SCANNERS.matcher(code(line));
            while (matcher.find()) {
                scans.add(matcher.group(1).toLowerCase(java.util.Locale.ROOT));
            }
        }
        return scans;
    }

    /** Steps that may fail without anybody being stopped; a few lines about a scan belong to it. */
    private static List<String> ignored(List<String> lines) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = code(lines.get(i));
            boolean near = lines.subList(Math.max(0, i - 8), Math.min(lines.size(), i + 9)).stream()
                    .anyMatch(each -> SCANNERS.matcher(code(each)).find());
            String at = "line " + (i + 1) + ": ";
            if (near && line.matches(".*\\|\\|\\s*(true|:|exit 0).*")) {
                found.add(at + "a scan's failure is thrown away (|| true)");
            }
            if (near && line.matches("\\s*-?\\s*(allow_failure|continue-on-error):\\s*true.*")) {
                found.add(at + "a scan may fail (" + line.strip() + ")");
            }
            if (near && line.matches(".*(--exit-code[ =]|exit-code:\\s*['\"]?)0.*")) {
                found.add(at + "the scanner is told to say 0 whatever it finds");
            }
        }
        return found;
    }

    private static String code(String line) {
        return line.strip().startsWith("#") || line.strip().startsWith("//") ? "" : line;
    }
}
