// What a deputy runs: dies with the thread that started it, waits for a request in the area at x0, makes the system call that it asks for, answers, and again.
// Area: state (1 asked, 2 answered; a futex), what comes of a call that was granted (1 a child, 2 it may have made the kernel forget with whom we die), number,
// six arguments, result, our process id.
// A child it makes takes from its stack what to run and with which argument: the list of child-aarch64.s.
.text
        mov     x19, x0
        bl      bind
wait:   mov     w20, #4000
spin:   ldar    w2, [x19]
        cmp     w2, #1
        b.eq    asked
        yield
        subs    w20, w20, #1
        b.ne    spin
        mov     x8, #98                 // futex(state, FUTEX_WAIT|FUTEX_PRIVATE_FLAG, what was seen, NULL)
        mov     x0, x19
        mov     x1, #128
        mov     x3, #0
        svc     #0
        b       wait
asked:  ldr     x8, [x19, #16]
        ldp     x0, x1, [x19, #24]
        ldp     x2, x3, [x19, #40]
        ldp     x4, x5, [x19, #56]
        svc     #0
        cbnz    x0, answer
        ldr     x9, [x19, #8]
        cmp     x9, #1
        b.lo    answer
        b.hi    rebind
        ldp     x9, x0, [sp], #16
        blr     x9                      // never comes back
rebind: bl      bind
        mov     x0, #0
answer: str     x0, [x19, #72]
        mov     w2, #2
        stlr    w2, [x19]
        mov     x8, #98                 // futex(state, FUTEX_WAKE|FUTEX_PRIVATE_FLAG, 1)
        mov     x0, x19
        mov     x1, #129
        mov     x2, #1
        svc     #0
        b       wait
bind:   mov     x8, #167                // prctl(PR_SET_PDEATHSIG, SIGKILL)
        mov     x0, #1
        mov     x1, #9
        svc     #0
        mov     x8, #173                // getppid(): whoever died before that sends no signal any more
        svc     #0
        cmp     x0, #0                  // not told, if a filter refuses it
        b.le    bound
        ldr     x9, [x19, #80]
        cmp     x0, x9
        b.ne    quit
bound:  ret
quit:   mov     x0, #0
        mov     x8, #94                 // exit_group(0)
        svc     #0
