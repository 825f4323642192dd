package nutshell.container;

import nutshell.capabilities.Credentials;

/** Promises that no execve(2) adds power, whatever setuid bit or capability a file has; see PR_SET_NO_NEW_PRIVS. */
public record NoNewPrivileges() implements Privilege {

    static Step read(Arguments arguments) {
        return new NoNewPrivileges();
    }

    @Override
    public String line() {
        return "no_new_privs";
    }

    @Override
    public Forfeit prepare(Site site) {
        return Forfeit.of(list -> list.privileges().noNewPrivileges());
    }

    @Override
    public Credentials after(Credentials before) {
        return before.promisingNoNewPrivileges();
    }
}
