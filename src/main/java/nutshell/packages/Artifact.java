package nutshell.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Maven's coordinates of something in Java; an empty group is one that nobody has told. */
record Artifact(String group, String name, String version) {

    private static final Pattern FILE_NAME =
            Pattern.compile("(?:.*/)?([A-Za-z][A-Za-z0-9_.-]*?)-([0-9][A-Za-z0-9_.-]*?)\\.[jwe]ar");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,200}");
    private static final long LARGEST = 1 << 20;

    /** What Maven puts beside the classes. */
    static Optional<Artifact> pomProperties(InputStream content) throws IOException {
        Properties pom = new Properties();
        try {
            pom.load(new BoundedStream(content, LARGEST));
        } catch (IllegalArgumentException e) {
            throw new IOException("not in the form of properties: " + e.getMessage(), e);
        }
        return of(pom.getProperty("groupId", ""), pom.getProperty("artifactId", ""), pom.getProperty("version", ""));
    }

    /** What the archive says of itself, with its file's name where that is all. */
    static Optional<Artifact> manifest(InputStream content, String path) throws IOException {
        Attributes main = new Manifest(new BoundedStream(content, LARGEST)).getMainAttributes();
        Matcher file = FILE_NAME.matcher(path);
        String version = value(main, "Implementation-Version", value(main, "Bundle-Version", ""));
        if (file.matches()) {
            return of(value(main, "Implementation-Vendor-Id", ""), file.group(1), file.group(2));
        }
        String title = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.[jwe]ar$", "");
        return of(value(main, "Implementation-Vendor-Id", ""), title.toLowerCase(Locale.ROOT), version);
    }

    private static String value(Attributes attributes, String key, String otherwise) {
        String value = attributes.getValue(key);
        return value == null ? otherwise : value.strip();
    }

    private static Optional<Artifact> of(String group, String name, String version) {
        boolean whole = WORD.matcher(name).matches() && WORD.matcher(version).matches();
        return whole
                ? Optional.of(new Artifact(WORD.matcher(group).matches() ? group : "", name, version))
                : Optional.empty();
    }

    InstalledPackage installed(String where) {
        String full = group.isEmpty() ? name : group + ":" + name;
        return new InstalledPackage(Packaging.JAVA, full, version, full, version, "", where);
    }
}
