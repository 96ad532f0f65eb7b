app-title = 任播实验室
