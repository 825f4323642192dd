package nutshell.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nutshell.content.Document;
import nutshell.content.FrontMatter;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Which lab needs what, in the order of the syllabus: the {@code needs} above each lab's text. */
record LabNeeds(List<Lab> labs) {

    /** One lab and the words that say what it needs. */
    record Lab(String name, List<String> needs) {

        LabVerdict verdict(Facts facts) {
            String why = LabNeeds.unmet(needs, facts);
            return new LabVerdict(name, why.isEmpty(), why);
        }
    }

    /** Empty where this machine has it all. */
    static String unmet(List<String> needs, Facts facts) {
        return String.join(
                "; ",
                needs.stream().flatMap(need -> Need.unmet(need, facts).stream()).toList());
    }

    /** Reads the folders of a directory of labs. */
    static LabNeeds in(Path directory) {
        try (Stream<Path> folders = Files.list(directory)) {
            return new LabNeeds(folders.filter(folder -> Files.isRegularFile(folder.resolve("lab.md")))
                    .sorted()
                    .map(LabNeeds::lab)
                    .toList());
        } catch (IOException e) {
            throw Refusal.machine(
                    Printable.text(directory.toString()) + " cannot be read, and with it what each lab needs",
                    "start through ./nutshell of a whole checkout, or git checkout labs");
        }
    }

    static Lab lab(Path folder) {
        Path file = folder.resolve("lab.md");
        FrontMatter front = Document.front(file);
        List<String> needs = front.list("needs", "needs: [root, v2, pids-controller]");
        String where = Printable.text(file.toString()) + ":" + front.line("needs");
        needs.forEach(need -> Need.check(need, where));
        return new Lab(String.valueOf(folder.getFileName()), needs);
    }
}
