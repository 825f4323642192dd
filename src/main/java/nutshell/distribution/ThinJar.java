package nutshell.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A library without its native code for other systems, which would be half of all that is handed on. */
final class ThinJar {

    private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dll|dylib|jnilib|a)(\\.[0-9.]+)?");

    private ThinJar() {}

    /**
     * Copies a jar; what is native lies unpacked beside the jars already.
     *
     * @return whether anything was left out
     */
    static boolean copy(Path from, Path to) throws IOException {
        if (!holdsNatives(from)) {
            Files.copy(from, to);
            return false;
        }
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(from));
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!isNative(entry)) {
                    ZipEntry copy = new ZipEntry(entry.getName());
                    copy.setTimeLocal(entry.getTimeLocal());
                    out.putNextEntry(copy);
                    in.transferTo(out);
                }
            }
        }
        return true;
    }

    private static boolean holdsNatives(Path jar) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (isNative(entry)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isNative(ZipEntry entry) {
        return NATIVE.matcher(entry.getName()).matches();
    }
}
