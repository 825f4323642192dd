package nutshell.doctor;

import java.nio.file.Path;
import java.util.List;

/** Says what this machine can do and what it lacks, by reading and by trying; it changes nothing. */
public final class Doctor {

    private Doctor() {}

    /** Takes the directory of the labs. Starts a few short-lived programs, one after the other. */
    public static Examination examine(Path labs) {
        return examine(new ThisMachine(), LabNeeds.in(labs));
    }

    /** Which labs of a directory this machine can do, and why not the others. */
    public static List<LabVerdict> labs(Path labs) {
        return verdicts(new ThisMachine(), LabNeeds.in(labs));
    }

    /** Whether this machine can do the one lab in this folder. */
    public static LabVerdict lab(Path folder) {
        return LabNeeds.lab(folder).verdict(new ThisMachine());
    }

    static Examination examine(Facts facts, LabNeeds needs) {
        return new Examination(Machine.of(facts), Probes.findings(facts), verdicts(facts, needs));
    }

    private static List<LabVerdict> verdicts(Facts facts, LabNeeds needs) {
        return needs.labs().stream().map(lab -> lab.verdict(facts)).toList();
    }
}
