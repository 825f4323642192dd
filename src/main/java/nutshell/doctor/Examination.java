package nutshell.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the doctor saw: the machine, what it lacks, and which labs it can do. */
public record Examination(Machine machine, List<Finding> findings, List<LabVerdict> labs) {

    public Examination {
        findings = List.copyOf(findings);
        labs = List.copyOf(labs);
    }

    /** Returns the form that INTERFACE.md promises as nutshell.doctor/1: maps, lists, strings and booleans, keys in order. */
    public Map<String, Object> toJson() {
        return ordered(
                "schema",
                "nutshell.doctor/1",
                "machine",
                ordered(
                        "kernel", machine.kernel(),
                        "cgroup", machine.cgroup(),
                        "lsm", machine.lsm(),
                        "lab_machine", machine.labMachine(),
                        "user", machine.user()),
                "findings",
                findings.stream()
                        .map(finding -> ordered(
                                "id", finding.id(),
                                "what", finding.what(),
                                "cause", finding.cause(),
                                "remedy", finding.remedy()))
                        .toList(),
                "labs",
                labs.stream()
                        .map(lab -> ordered("name", lab.name(), "possible", lab.possible(), "why", lab.why()))
                        .toList());
    }

    /** Returns the page a person reads, in lines of at most this many columns where words allow it. */
    public List<String> lines(int width) {
        return new Page(width).of(this);
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return map;
    }
}
