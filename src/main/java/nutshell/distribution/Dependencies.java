package nutshell.distribution;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import nutshell.refusals.Refusal;
import nutshell.rootfs.HostLibraries;

/** Which of Debian's packages have the libraries that are not brought along. */
final class Dependencies {

    private static final Map<String, String> PACKAGES = Map.ofEntries(
            Map.entry("libstdc++.so.6", "libstdc++6"),
            Map.entry("libgcc_s.so.1", "libgcc-s1"),
            Map.entry("libz.so.1", "zlib1g"));

    /** One source, one package. */
    private static final List<String> OF_THE_C_LIBRARY =
            List.of("ld-linux", "libc.so", "libm.so", "libdl.so", "libpthread.so", "librt.so", "libutil.so");

    private Dependencies() {}

    static String of(HostLibraries libraries) {
        TreeSet<String> packages = new TreeSet<>();
        for (String name : libraries.names()) {
            if (OF_THE_C_LIBRARY.stream().anyMatch(name::startsWith)) {
                packages.add("libc6 (>= " + libraries.symbols("GLIBC") + ")");
            } else if (PACKAGES.containsKey(name)) {
                packages.add(String.valueOf(PACKAGES.get(name)));
            } else {
                throw Refusal.failed(
                        "no package of Debian's is known here for " + name,
                        "name it in Dependencies, or take another JDK");
            }
        }
        return String.join(", ", packages);
    }
}
