package nutshell.evidence.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import nutshell.evidence.Documents;
import nutshell.evidence.Facts;

/** The files below one directory that say how something is built or run; links are not followed. */
public final class ProjectFiles extends SimpleFileVisitor<Path> {

    private static final int MOST_FILES = 50_000;

    private final Path root;
    private final List<Facts> facts = new ArrayList<>();
    private final Manifests manifests;
    private int files;

    private ProjectFiles(Path root) {
        this.root = root;
        this.manifests = new Manifests(root);
    }

    public static List<Facts> read(Path root) {
        ProjectFiles walk = new ProjectFiles(root);
        try {
            Files.walkFileTree(root, walk);
        } catch (IOException e) {
            walk.facts.add(Facts.unreadable("manifests", root.toString(), root.toString(), Documents.reason(e)));
        }
        walk.facts.addAll(walk.manifests.namespaces());
        return walk.facts;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        String name = String.valueOf(directory.getFileName());
        boolean foreign = name.matches("\\.git|node_modules|target|vendor|\\.venv") && !directory.equals(root);
        return foreign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (++files > MOST_FILES) {
            facts.add(Facts.unreadable(
                    "manifests",
                    root.toString(),
                    root.toString(),
                    "it holds more than " + MOST_FILES + " files; name a smaller directory"));
            return FileVisitResult.TERMINATE;
        }
        if (attributes.isRegularFile()) {
            look(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        facts.add(
                Facts.unreadable("manifests", root.relativize(file).toString(), file.toString(), Documents.reason(e)));
        return FileVisitResult.CONTINUE;
    }

    private void look(Path file) {
        String name = String.valueOf(file.getFileName());
        String path = root.relativize(file).toString();
        if (name.matches("(?i)(.*\\.)?(dockerfile|containerfile)(\\..*)?") && !name.endsWith(".dockerignore")) {
            facts.add(new Dockerfile(file, path).read());
        } else if (path.matches(
                "(.*/)?\\.github/workflows/[^/]+\\.ya?ml|(.*/)?\\.gitlab-ci\\.ya?ml|(.*/)?Jenkinsfile.*")) {
            facts.add(new CiFile(file, path).read());
        } else if (name.matches("(docker-)?compose(\\..*)?\\.ya?ml")) {
            facts.addAll(new ComposeFile(file, path).read());
        } else if (name.equals("Chart.yaml")) {
            facts.add(new Chart(file, path).read());
        } else if (name.matches("\\.env(\\..*)?") && !name.matches(".*\\.(example|sample|template)")) {
            facts.add(EnvFile.read(file, path));
        } else if (name.matches(".*\\.ya?ml|.*\\.json")) {
            facts.addAll(manifests.read(file, path));
        }
    }
}
