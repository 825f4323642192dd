package nutshell.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the figures went while there were very many containers, and whether they came back to what they were. */
public record ScaleFigures(List<Row> rows, List<Course> courses) {

    /** What a JVM's heap and its allocator's arenas may keep after a thousand threads have come and gone. */
    private static final double KEPT_MIB = 32;

    public ScaleFigures {
        rows = List.copyOf(rows);
        courses = List.copyOf(courses);
    }

    /** Before, meanwhile, afterwards. */
    record Course(String name, Reading before, List<Reading> during, Reading after) {

        Course {
            during = List.copyOf(during);
        }

        /** What did not come back, each with its figures. */
        List<String> leaks() {
            List<String> leaks = new ArrayList<>();
            compare(leaks, "descriptors", before.descriptors(), after.descriptors());
            compare(leaks, "mounts", before.mounts(), after.mounts());
            compare(leaks, "cgroups", before.cgroups(), after.cgroups());
            compare(leaks, "threads", before.threads(), after.threads());
            compare(leaks, "processes", before.processes(), after.processes());
            if (after.rss() > before.rss() + KEPT_MIB) {
                leaks.add(String.format(Locale.ROOT, "memory: %.0f MiB, then %.0f", before.rss(), after.rss()));
            }
            return leaks;
        }

        private static void compare(List<String> leaks, String what, int before, int after) {
            if (after > before) {
                leaks.add("%s: %d, then %d".formatted(what, before, after));
            }
        }

        private String judgement() {
            return name + ": " + (leaks().isEmpty() ? "flat" : "NOT flat; " + String.join(", ", leaks()));
        }
    }

    /** Whether nothing was left. */
    public boolean flat() {
        return courses.stream().allMatch(course -> course.leaks().isEmpty());
    }

    /** {@code nutshell.bench/1}, with the course of things beside the rows. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schema", "nutshell.bench/1");
        json.put("rows", rows.stream().map(Row::toJson).toList());
        json.put("flat", flat());
        List<Object> readings = new ArrayList<>();
        for (Course course : courses) {
            readings.add(course.before().toJson(course.name(), "before"));
            course.during().forEach(reading -> readings.add(reading.toJson(course.name(), "during")));
            readings.add(course.after().toJson(course.name(), "after"));
        }
        json.put("scale", readings);
        json.put("remarks", courses.stream().map(Course::judgement).toList());
        return json;
    }

    public List<String> lines() {
        List<List<String>> cells = new ArrayList<>();
        for (Course course : courses) {
            cells.add(course.before().cells(course.name(), "before"));
            course.during().forEach(reading -> cells.add(reading.cells(course.name(), "during")));
            cells.add(course.after().cells(course.name(), "after"));
        }
        List<String> lines = new ArrayList<>(new Table(Reading.HEAD, 1, cells).lines());
        lines.add("");
        lines.addAll(new Table(Row.HEAD, 2, rows.stream().map(Row::cells).toList()).lines());
        lines.add("");
        courses.forEach(course -> lines.add("- " + course.judgement()));
        return lines;
    }
}
