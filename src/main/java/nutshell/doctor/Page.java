package nutshell.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nutshell.machine.LabMachine;
import nutshell.refusals.Printable;

/** Lays an examination out for a person: what is here, what is missing and what to type, what can be learned. */
final class Page {

    private static final int NARROWEST = 40;
    private static final int LABEL = 15;

    private final int width;
    private final List<String> lines = new ArrayList<>();

    Page(int width) {
        this.width = Math.max(NARROWEST, width);
    }

    List<String> of(Examination seen) {
        machine(seen.machine());
        lines.add("");
        entry(
                "findings",
                seen.findings().isEmpty()
                        ? "none: nothing is missing"
                        : seen.findings().size() + "");
        seen.findings().forEach(this::finding);
        lines.add("");
        labs(seen.labs());
        return List.copyOf(lines);
    }

    private void machine(Machine machine) {
        String modules = machine.lsm().isEmpty() ? "" : ", LSM " + String.join(" ", machine.lsm());
        entry("this machine", "Linux " + machine.kernel() + ", cgroup " + machine.cgroup() + modules);
        entry("you are", machine.user());
        entry(
                "lab machine",
                machine.labMachine() ? "yes: break what you like" : "no: escapes are locked; " + LabMachine.WAY_IN);
    }

    private void finding(Finding finding) {
        lines.add("");
        lines.add("  " + finding.id());
        entry("    what", finding.what());
        entry("    cause", finding.cause());
        entry("    remedy", finding.remedy());
    }

    private void labs(List<LabVerdict> labs) {
        List<String> possible =
                labs.stream().filter(LabVerdict::possible).map(LabVerdict::name).toList();
        entry(
                "labs",
                labs.size() + ", " + (possible.size() == labs.size() ? "all" : possible.size()) + " possible here");
        if (!possible.isEmpty()) {
            entry("    possible", String.join(" ", possible));
        }
        Map<String, List<String>> others = new LinkedHashMap<>();
        labs.stream()
                .filter(lab -> !lab.possible())
                .forEach(lab -> others.computeIfAbsent(lab.why(), why -> new ArrayList<>())
                        .add(lab.name()));
        others.forEach((why, names) -> {
            entry("    not here", String.join(" ", names));
            entry("", "because " + why);
        });
    }

    private void entry(String label, String text) {
        String indent = " ".repeat(LABEL);
        StringBuilder line = new StringBuilder(label + " ".repeat(LABEL - label.length()));
        boolean fresh = true;
        for (String word : Printable.text(text).split(" ", -1)) {
            if (!fresh && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                fresh = true;
            }
            line.append(fresh ? "" : " ").append(word);
            fresh = false;
        }
        lines.add(line.toString());
    }
}
