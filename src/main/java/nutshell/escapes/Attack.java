package nutshell.escapes;

/** One way out: what someone inside does, call by call. */
@FunctionalInterface
interface Attack {

    void by(Attacker attacker);
}
