package nutshell.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.cgroups.CgroupMounts;

/**
 * What there is of ours at one moment; see proc(5).
 *
 * @param containers how many there are, or have been
 * @param mounts of this session, below its directories, on the host: those of the containers are their own
 * @param cgroups directories of this session, over all hierarchies
 * @param rss what our process holds, in MiB
 * @param kernel what the kernel itself holds and cannot give back, of the whole machine, in MiB: SUnreclaim
 */
record Reading(
        int containers,
        int descriptors,
        int mounts,
        int cgroups,
        int threads,
        int processes,
        double rss,
        double kernel) {

    static final List<String> HEAD = List.of(
            "scale", "containers", "descriptors", "mounts", "cgroups", "threads", "processes", "RSS MiB", "kernel MiB");

    static Reading now(String session, int containers) {
        return new Reading(
                containers,
                entries("/proc/self/fd"),
                mounts(session),
                cgroups(session),
                entries("/proc/self/task"),
                (int) ProcessHandle.current().children().count(),
                Memory.ofOurselves().rss(),
                Memory.mib(Path.of("/proc/meminfo"), "SUnreclaim:"));
    }

    private static int entries(String directory) {
        return Optional.ofNullable(new File(directory).list()).orElseThrow().length;
    }

    private static int mounts(String session) {
        try {
            return (int) Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                    .filter(line -> line.contains(session))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int cgroups(String session) {
        CgroupMounts mounts = CgroupMounts.ofThisMachine();
        return Stream.concat(mounts.controllers().values().stream(), mounts.unified().stream())
                .distinct()
                .mapToInt(top -> directories(top.resolve("nutshell").resolve(session)))
                .sum();
    }

    private static int directories(Path group) {
        File[] children = group.toFile().listFiles(File::isDirectory);
        if (children == null) {
            return 0;
        }
        return 1
                + Stream.of(children)
                        .mapToInt(child -> directories(child.toPath()))
                        .sum();
    }

    Map<String, Object> toJson(String course, String moment) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("course", course);
        json.put("moment", moment);
        json.put("containers", containers);
        json.put("descriptors", descriptors);
        json.put("mounts", mounts);
        json.put("cgroups", cgroups);
        json.put("threads", threads);
        json.put("processes", processes);
        json.put("rss_mib", Row.rounded(rss));
        json.put("kernel_mib", Row.rounded(kernel));
        return json;
    }

    List<String> cells(String course, String moment) {
        return List.of(
                course + ", " + moment,
                Integer.toString(containers),
                Integer.toString(descriptors),
                Integer.toString(mounts),
                Integer.toString(cgroups),
                Integer.toString(threads),
                Integer.toString(processes),
                Row.shown(rss),
                Row.shown(kernel));
    }
}
