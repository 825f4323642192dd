package nutshell.doctor;

import nutshell.refusals.Called;

/** Something this machine lacks: what cannot be done for want of it, why it is so, and what to type to have it. */
public record Finding(String id, String what, String cause, String remedy) {

    public Finding {
        remedy = Called.here(remedy);
    }
}
