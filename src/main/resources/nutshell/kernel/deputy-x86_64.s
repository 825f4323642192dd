# What a deputy runs: dies with the thread that started it, waits for a request in the area at rdi, makes the system call that it asks for, answers, and again.
# Area: state (1 asked, 2 answered; a futex), what comes of a call that was granted (1 a child, 2 it may have made the kernel forget with whom we die), number,
# six arguments, result, our process id.
# A child it makes takes from its stack what to run and with which argument: the list of child-x86_64.s.
.intel_syntax noprefix
.text
        mov     rbx, rdi
        call    bind
wait:   mov     ecx, 4000
spin:   cmp     dword ptr [rbx], 1
        je      asked
        pause
        dec     ecx
        jnz     spin
        mov     edx, [rbx]
        cmp     edx, 1
        je      asked
        mov     eax, 202                # futex(state, FUTEX_WAIT|FUTEX_PRIVATE_FLAG, what was seen, NULL)
        mov     rdi, rbx
        mov     esi, 128
        xor     r10d, r10d
        syscall
        jmp     wait
asked:  mov     rax, [rbx+16]
        mov     rdi, [rbx+24]
        mov     rsi, [rbx+32]
        mov     rdx, [rbx+40]
        mov     r10, [rbx+48]
        mov     r8, [rbx+56]
        mov     r9, [rbx+64]
        syscall
        test    rax, rax
        jnz     answer
        cmp     qword ptr [rbx+8], 1
        jb      answer
        ja      rebind
        pop     rax
        pop     rdi
        call    rax                     # never comes back
rebind: call    bind
        xor     eax, eax
answer: mov     [rbx+72], rax
        mov     dword ptr [rbx], 2
        mov     eax, 202                # futex(state, FUTEX_WAKE|FUTEX_PRIVATE_FLAG, 1)
        mov     rdi, rbx
        mov     esi, 129
        mov     edx, 1
        syscall
        jmp     wait
bind:   mov     eax, 157                # prctl(PR_SET_PDEATHSIG, SIGKILL)
        mov     edi, 1
        mov     esi, 9
        syscall
        mov     eax, 110                # getppid(): whoever died before that sends no signal any more
        syscall
        test    rax, rax                # not told, if a filter refuses it
        jle     bound
        cmp     rax, [rbx+80]
        jne     quit
bound:  ret
quit:   xor     edi, edi
        mov     eax, 231                # exit_group(0)
        syscall
