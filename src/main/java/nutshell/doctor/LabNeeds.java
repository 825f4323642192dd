package nutshell.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Which lab needs what, in the order of the syllabus: one line {@code NAME = WORD…} each in labs/needs.properties. */
record LabNeeds(List<Lab> labs) {

    /** One lab and the words that say what it needs. */
    record Lab(String name, List<String> needs) {

        LabVerdict verdict(Facts facts) {
            List<String> unmet = needs.stream()
                    .flatMap(need -> Need.unmet(need, facts).stream())
                    .toList();
            return new LabVerdict(name, unmet.isEmpty(), String.join("; ", unmet));
        }
    }

    static LabNeeds ofThisProgram() {
        Path file =
                Path.of(Optional.ofNullable(System.getProperty("nutshell.home")).orElse("."), "labs/needs.properties");
        try {
            return parse(file.toString(), Files.readAllLines(file));
        } catch (IOException e) {
            throw Refusal.machine(
                    file + " cannot be read, and with it what each lab needs",
                    "start through ./nutshell of a whole checkout, or git checkout labs/needs.properties");
        }
    }

    static LabNeeds parse(String file, List<String> lines) {
        List<Lab> labs = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                labs.add(lab(file + ":" + (i + 1), line));
            }
        }
        return new LabNeeds(List.copyOf(labs));
    }

    private static Lab lab(String where, String line) {
        String[] sides = line.split("\\s*=\\s*", 2);
        if (sides.length != 2 || sides[1].isEmpty() || !sides[0].matches("[0-9]{2}-[a-z0-9-]+")) {
            throw Refusal.failed(
                    where + ": '" + Printable.text(line) + "' is no lab with its needs",
                    "12-pids = root v2 pids-controller");
        }
        List<String> needs = List.of(sides[1].split("\\s+", -1));
        needs.forEach(need -> Need.check(need, where));
        return new Lab(sides[0], needs);
    }
}
