app-title = Anycast Lab
