package nutshell.distribution;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import nutshell.rootfs.HostLibraries;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;

/** The package for Debian and its relatives. See deb(5). */
record DebianPackage(Path tree, Release release) {

    private static final String HOME = "usr/lib/nutshell";
    private static final String MAINTAINER = "The Nutshell developers <nutshell@localhost>";
    private static final int FILE = 0644;

    void write(Path file) throws IOException {
        Path data = file.resolveSibling("data.tar.gz");
        long size = data(data);
        try (ArArchiveOutputStream out =
                new ArArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            member(out, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
            member(out, "control.tar.gz", control(size));
            out.putArchiveEntry(entry("data.tar.gz", Files.size(data)));
            Files.copy(data, out);
            out.closeArchiveEntry();
        }
        Files.delete(data);
    }

    private void member(ArArchiveOutputStream out, String name, byte[] content) throws IOException {
        out.putArchiveEntry(entry(name, content.length));
        out.write(content);
        out.closeArchiveEntry();
    }

    private ArArchiveEntry entry(String name, long size) {
        return new ArArchiveEntry(name, size, 0, 0, 0100644, release.date().getEpochSecond());
    }

    /** Returns how much it holds, in KiB. */
    private long data(Path file) throws IOException {
        try (Tar tar = Tar.gzip(new BufferedOutputStream(Files.newOutputStream(file)), release)) {
            for (String directory : List.of("usr", "usr/bin", "usr/lib")) {
                tar.directory(directory, 0755);
            }
            tar.link("usr/bin/nutshell", "../lib/nutshell/nutshell").tree(tree, HOME);
            for (String directory : List.of(
                    "usr/share",
                    "usr/share/bash-completion",
                    "usr/share/bash-completion/completions",
                    "usr/share/doc",
                    "usr/share/doc/nutshell",
                    "usr/share/man",
                    "usr/share/man/man1",
                    "usr/share/zsh",
                    "usr/share/zsh/vendor-completions")) {
                tar.directory(directory, 0755);
            }
            for (Map.Entry<String, byte[]> document : documents().entrySet()) {
                tar.file("usr/share/" + document.getKey(), FILE, document.getValue());
            }
        }
        try (Stream<Path> walk = Files.walk(tree)) {
            return walk.mapToLong(path -> path.toFile().length()).sum() / 1024;
        }
    }

    /** What is no part of the tree, by its place below usr/share. */
    private Map<String, byte[]> documents() throws IOException {
        Map<String, byte[]> documents = new TreeMap<>();
        Path share = tree.resolve("share");
        documents.put(
                "bash-completion/completions/nutshell",
                Files.readAllBytes(share.resolve("bash-completion/completions/nutshell")));
        documents.put("doc/nutshell/changelog.gz", gzipped(Files.readAllBytes(tree.resolve("CHANGELOG.md"))));
        documents.put("doc/nutshell/changelog.Debian.gz", gzipped(changes()));
        documents.put("doc/nutshell/copyright", Files.readAllBytes(tree.resolve("NOTICE")));
        documents.put("man/man1/nutshell.1.gz", gzipped(Files.readAllBytes(share.resolve("man/man1/nutshell.1"))));
        documents.put(
                "zsh/vendor-completions/_nutshell", Files.readAllBytes(share.resolve("zsh/site-functions/_nutshell")));
        return documents;
    }

    /** Of the packaging alone; what changed in the program stands in its own. */
    private byte[] changes() {
        String day = DateTimeFormatter.RFC_1123_DATE_TIME.format(release.date().atZone(ZoneOffset.UTC));
        return """
                nutshell (%s) unstable; urgency=medium

                  * Made by nutshell package.

                 -- %s  %s
                """.formatted(version(), MAINTAINER, day.replace("GMT", "+0000")).getBytes(StandardCharsets.UTF_8);
    }

    private String version() {
        return release.version() + "-1";
    }

    String fileName() {
        return "nutshell_%s_%s.deb".formatted(version(), release.architecture());
    }

    private static byte[] gzipped(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = Tar.compressed(bytes, Deflater.BEST_COMPRESSION)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private byte[] control(long kib) throws IOException {
        String fields = """
                Package: nutshell
                Version: %s
                Architecture: %s
                Maintainer: %s
                Installed-Size: %d
                Depends: %s
                Recommends: busybox-static
                Suggests: qemu-system-x86 | qemu-system-arm, mmdebstrap, squashfs-tools
                Section: education
                Priority: optional
                Description: build a Linux container by hand, one system call at a time
                 A shell whose words are the calls of the kernel. Each answer is shown from the
                 host's side and from the container's; labs lead from a process to an escape,
                 and a checklist asks questions about your own hosts, with evidence.
                 .
                 It brings a Java runtime of its own.
                """.formatted(
                version(), release.architecture(), MAINTAINER, kib, Dependencies.of(HostLibraries.neededBy(tree)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Tar tar = Tar.gzip(bytes, release)) {
            tar.file("./control", FILE, fields.getBytes(StandardCharsets.UTF_8));
            tar.file("./md5sums", FILE, sums().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** What debsums(1) compares. */
    private String sums() throws IOException {
        StringBuilder lines = new StringBuilder();
        try (Stream<Path> walk = Files.walk(tree)) {
            for (Path file : walk.filter(path -> Files.isRegularFile(path) && !Files.isSymbolicLink(path))
                    .sorted()
                    .toList()) {
                lines.append("%s  %s/%s%n".formatted(md5(Files.readAllBytes(file)), HOME, tree.relativize(file)));
            }
        }
        for (Map.Entry<String, byte[]> document : documents().entrySet()) {
            lines.append("%s  usr/share/%s%n".formatted(md5(document.getValue()), document.getKey()));
        }
        return lines.toString();
    }

    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
