package nutshell.doctor;

import java.util.List;

/** Says what this machine can do and what it lacks, by reading and by trying; it changes nothing. */
public final class Doctor {

    private Doctor() {}

    /** Refuses where labs/needs.properties cannot be read. Starts a few short-lived programs, one after the other. */
    public static Examination examine() {
        return examine(new ThisMachine(), LabNeeds.ofThisProgram());
    }

    static Examination examine(Facts facts, LabNeeds needs) {
        List<LabVerdict> labs =
                needs.labs().stream().map(lab -> lab.verdict(facts)).toList();
        return new Examination(Machine.of(facts), Probes.findings(facts), labs);
    }
}
