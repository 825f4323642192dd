package nutshell.evidence.containers;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nutshell.evidence.Documents;
import nutshell.evidence.Evidence;

/** What lies in the directories of an image's layers; no link in them is ever followed. */
record LayerFiles(List<String> tools, List<String> lifting, List<String> leftovers, Map<String, String> os) {

    private static final int MOST_FILES = 100_000;

    private static final Set<String> TOOLS = Set.of(
            "sh", "bash", "dash", "ash", "zsh", "busybox", "apt", "apt-get", "dpkg", "apk", "yum", "dnf", "rpm", "pip",
            "pip3", "npm", "gem", "gcc", "g++", "cc", "make", "ld", "go", "curl", "wget", "nc", "ncat", "socat", "ssh",
            "perl", "gdb", "strace", "tcpdump", "nmap", "mount", "su", "sudo");

    /** S_ISUID and S_ISGID of inode(7). */
    private static final int LIFTS = 06000;

    /** Reads the upper layers first, as overlayfs does; a file hidden by a whiteout above is not told. */
    static Evidence<LayerFiles> read(List<Path> layers) {
        Walk walk = new Walk();
        try {
            for (Path layer : layers) {
                walk.root = layer;
                Files.walkFileTree(layer, walk);
            }
        } catch (IOException e) {
            return Evidence.notSeen(String.valueOf(layers.get(0)), Documents.reason(e));
        }
        if (walk.files >= MOST_FILES) {
            return Evidence.notSeen(String.valueOf(layers.get(0)), "it holds more than " + MOST_FILES + " files");
        }
        return Evidence.seen(
                String.valueOf(layers.get(0)),
                new LayerFiles(
                        List.copyOf(walk.tools), List.copyOf(walk.lifting), List.copyOf(walk.leftovers), walk.os));
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Set<String> tools = new TreeSet<>();
        private final Set<String> lifting = new TreeSet<>();
        private final Set<String> leftovers = new TreeSet<>();
        private final Map<String, String> os = new TreeMap<>();
        private final Set<String> gone = new TreeSet<>();
        private Path root = Path.of("/");
        private int files;

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (directory.endsWith(".git") || directory.endsWith(".aws") || directory.endsWith(".ssh")) {
                leftovers.add(inside(directory));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (++files >= MOST_FILES) {
                return FileVisitResult.TERMINATE;
            }
            String path = inside(file);
            if (attributes.isOther()) {
                // A device 0:0 is overlayfs's whiteout.
                gone.add(path);
            } else if (!gone.contains(path)) {
                note(file, path, attributes);
            }
            return FileVisitResult.CONTINUE;
        }

        private void note(Path file, String path, BasicFileAttributes attributes) throws IOException {
            String name = String.valueOf(file.getFileName());
            if (path.matches("/(usr/)?(local/)?s?bin/[^/]+") && TOOLS.contains(name)) {
                tools.add(name);
            }
            if (name.matches(
                    "id_(rsa|ed25519|ecdsa)|\\.env|\\.npmrc|\\.pypirc|\\.netrc|\\.git-credentials|credentials\\.json")) {
                leftovers.add(path);
            }
            if (attributes.isRegularFile()
                    && Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) instanceof Integer mode
                    && (mode & LIFTS) != 0) {
                lifting.add(path);
            }
            if (path.matches("/(usr/lib|etc)/os-release") && attributes.isRegularFile() && os.isEmpty()) {
                Documents.text(file).fact().ifPresent(this::release);
            }
        }

        private void release(String text) {
            text.lines()
                    .filter(line -> line.matches("(ID|VERSION_ID|VERSION_CODENAME)=.*"))
                    .forEach(line -> os.put(
                            line.substring(0, line.indexOf('=')),
                            line.substring(line.indexOf('=') + 1).replace("\"", "")));
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            throw e;
        }

        private String inside(Path file) {
            return "/" + root.relativize(file);
        }
    }
}
