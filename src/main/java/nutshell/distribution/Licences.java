package nutshell.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import nutshell.refusals.Refusal;

/**
 * Under which terms each part is handed on: what a jar brings of its own, else the licence's standard text with the
 * owner's name, from {@code src/main/packaging}. A part without either is not handed on.
 */
final class Licences {

    private static final Pattern TEXT =
            Pattern.compile("META-INF/(.*/)?([\\w-]*(LICEN[CS]E|NOTICE|COPYING)[\\w.-]*)", Pattern.CASE_INSENSITIVE);

    private final Path texts;
    private final Properties owners = new Properties();

    Licences(Path packaging) throws IOException {
        this.texts = packaging.resolve("licences");
        try (InputStream in = Files.newInputStream(packaging.resolve("owners.properties"))) {
            owners.load(in);
        }
    }

    /** The licence we take a library under: where it offers two, or where its POM is not exact. */
    Optional<String> ours(String library) {
        return Optional.ofNullable(owners.getProperty(library))
                .map(entry -> entry.strip().replaceFirst("\\s.*", ""));
    }

    /** Writes NOTICE and the texts it names. */
    void write(List<Bill.Library> libraries, Path jars, Path tree) throws IOException {
        Path into = Files.createDirectories(tree.resolve("licences"));
        List<String> notice = new ArrayList<>(List.of(
                "Nutshell, under the Apache License 2.0 (LICENSE), comes with the libraries below, each under its own",
                "licence, and with a Java runtime (OpenJDK, GPL 2 with the Classpath exception: runtime/legal).",
                ""));
        for (Bill.Library library : libraries) {
            String terms = ours(library.name()).orElse(String.join(" or ", library.licences()));
            notice.add("%s %s: %s".formatted(library.name(), library.version(), terms));
            Map<String, byte[]> own = brought(jars.resolve(library.file()));
            for (Map.Entry<String, byte[]> text : own.entrySet()) {
                String name = library.name() + "-" + text.getKey();
                Files.write(into.resolve(name), text.getValue());
                notice.add("    licences/" + name);
            }
            if (own.isEmpty()) {
                notice.addAll(standard(library, into));
            }
        }
        Files.write(tree.resolve("NOTICE"), notice);
    }

    private List<String> standard(Bill.Library library, Path into) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String entry : owners.getProperty(library.name(), "").split(";", -1)) {
            String[] parts = entry.strip().split("\\s+", 2);
            if (parts.length < 2 || !Files.exists(texts.resolve(parts[0] + ".txt"))) {
                throw Refusal.failed(
                        "%s brings no licence, and src/main/packaging/owners.properties does not tell it"
                                .formatted(library.file()),
                        "add there: " + library.name() + " = Apache-2.0 Copyright …");
            }
            Files.copy(
                    texts.resolve(parts[0] + ".txt"),
                    into.resolve(parts[0] + ".txt"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            lines.add("    %s, licences/%s.txt".formatted(parts[1], parts[0]));
        }
        return lines;
    }

    private static Map<String, byte[]> brought(Path jar) throws IOException {
        Map<String, byte[]> found = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                var matcher = TEXT.matcher(entry.getName());
                if (!entry.isDirectory()
                        && matcher.matches()
                        && !entry.getName().endsWith(".class")) {
                    found.put(matcher.group(2), in.readAllBytes());
                }
            }
        }
        return found;
    }
}
