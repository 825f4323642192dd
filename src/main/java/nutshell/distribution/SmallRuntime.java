package nutshell.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import nutshell.refusals.Refusal;

/** The Java runtime that comes along: what the program needs of the JDK it was built with, by jlink(1). */
final class SmallRuntime {

    /** The program's, its libraries', and elliptic curves for TLS, which JDK 17 has in a module of its own. */
    private static final String MODULES = "java.base,java.logging,java.net.http,java.sql,jdk.unsupported,jdk.crypto.ec";

    /** Before, a class-data archive fitted one path only. */
    private static final int MOVABLE_ARCHIVES = 19;

    private static final Pattern CLASS = Pattern.compile("[\\w$/.-]+|@lambda-(proxy|form-invoker) .*");

    private SmallRuntime() {}

    static void link(Path into, Path log) {
        Path jlink = Path.of(System.getProperty("java.home", ""), "bin", "jlink");
        if (!Files.isExecutable(jlink)) {
            throw Refusal.machine("this JDK has no jlink: " + jlink, "set JAVA_HOME to a whole JDK");
        }
        Program.run(
                log,
                Map.of(),
                List.of(
                        jlink.toString(),
                        "--add-modules=" + MODULES,
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--compress=" + (Runtime.version().feature() < 21 ? "2" : "zip-6"),
                        "--output=" + into));
    }

    /**
     * Lets the program start from an archive of its classes, which halves the time to a prompt. The archive holds the
     * classes of a run of the program, in the order of their names, so that it is the same each time.
     */
    static void addClassData(Path tree, Path work) throws IOException {
        if (Runtime.version().feature() < MOVABLE_ARCHIVES) {
            return;
        }
        Path loaded = work.resolve("loaded-classes");
        Path sorted = work.resolve("classes");
        Path log = work.resolve("class-data.log");
        String launcher = tree.resolve("nutshell").toString();
        Map<String, String> home = Map.of("HOME", work.toString(), "XDG_STATE_HOME", "", "XDG_CACHE_HOME", "");
        // The terminal of a warm-up is gone before its reader is; what is loaded to complain of that is nobody's need.
        Path quiet = Files.writeString(work.resolve("quiet.properties"), ".level=OFF\n");
        String training = "-Djava.util.logging.config.file=" + quiet + " -XX:DumpLoadedClassList=" + loaded;
        Program.run(log, with(home, training), List.of(launcher, "--warm-up"));
        TreeSet<String> names = new TreeSet<>();
        for (String line : Files.readAllLines(loaded)) {
            String name = line.replaceFirst(" id: .*", "");
            if (CLASS.matcher(name).matches()) {
                names.add(name);
            }
        }
        Files.write(sorted, names);
        // Interpreted: what a compiler did meanwhile would be seen in the archive.
        Program.run(log, with(home, "-Xint -Xshare:dump -XX:SharedClassListFile=" + sorted), List.of(launcher));
    }

    private static Map<String, String> with(Map<String, String> environment, String options) {
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("JDK_JAVA_OPTIONS", options);
        return all;
    }
}
